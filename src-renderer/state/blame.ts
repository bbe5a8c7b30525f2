// What a failure is about: a field of the form, which is then marked as wrong, or the way to the server.
import { blames } from '#shared/contract/blames.ts'
import type { Blamed } from '#shared/contract/errors.ts'
import type { PageFailure } from '../bridge/bridge.ts'

/** What only the page can know (the host stopped) is about none of them. */
const isAbout = (failure: PageFailure | null, blamed: Blamed): boolean =>
  failure !== null && failure.code !== 'host_stopped' && blames(failure, blamed)

export const blamesCode = (failure: PageFailure | null): boolean => isAbout(failure, 'code')
export const blamesKey = (failure: PageFailure | null): boolean => isAbout(failure, 'key')

/** Testing the connection step by step tells more of it. */
export const isAboutTheWay = (failure: PageFailure): boolean => isAbout(failure, 'way')
