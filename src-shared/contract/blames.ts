// Whether a failure is about a field of the form, or about the way to the server.
import { ERRORS, type Blamed, type Failure } from './errors.ts'

export const blames = (failure: Failure, blamed: Blamed): boolean =>
  ERRORS[failure.code].blames.includes(blamed) && !(blamed === 'code' && namesOtherMachine(failure))

/** The mail around the key says for which machine it was made: no other code opens it here. */
const namesOtherMachine = (failure: Failure): boolean =>
  failure.code === 'code_or_machine_mismatch' &&
  failure.params.mailUniqueKey !== null &&
  failure.params.mailUniqueKey !== failure.params.uniqueKey
