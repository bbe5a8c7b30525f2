// What a failure is about: a field of the form, which is then marked as wrong, or the way to the server.
import { ERRORS, type Blamed } from '#shared/contract/errors.ts'
import type { PageFailure } from '../bridge/bridge.ts'

/** What only the page can know (the host stopped) is about none of them. */
const blames = (code: PageFailure['code'], blamed: Blamed): boolean =>
  code !== 'host_stopped' && ERRORS[code].blames.includes(blamed)

/** The mail around the key says for which machine it was made. */
const namesOtherMachine = (failure: PageFailure): boolean =>
  failure.code === 'code_or_machine_mismatch' &&
  failure.params.mailUniqueKey !== null &&
  failure.params.mailUniqueKey !== failure.params.uniqueKey

export const blamesCode = (failure: PageFailure | null): boolean =>
  failure !== null && blames(failure.code, 'code') && !namesOtherMachine(failure)
export const blamesKey = (failure: PageFailure | null): boolean =>
  failure !== null && blames(failure.code, 'key')

/** Testing the connection step by step tells more of it. */
export const isAboutTheWay = ({ code }: PageFailure): boolean => blames(code, 'way')
