// What a failure is about: a field of the form, which is then marked as wrong, or the way to the server.
import { ERRORS, type Blamed } from '#shared/contract/errors.ts'
import type { PageFailure } from '../bridge/bridge.ts'

/** What only the page can know (the host stopped) is about none of them. */
const blames = (code: PageFailure['code'], blamed: Blamed): boolean =>
  code !== 'host_stopped' && ERRORS[code].blames.includes(blamed)

export const blamesCode = (failure: PageFailure | null): boolean =>
  failure !== null && blames(failure.code, 'code')
export const blamesKey = (failure: PageFailure | null): boolean =>
  failure !== null && blames(failure.code, 'key')

/** Testing the connection step by step tells more of it. */
export const isAboutTheWay = ({ code }: PageFailure): boolean => blames(code, 'way')
