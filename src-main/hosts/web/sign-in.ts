// A link's secret is traded for a token by the users of this system who may, where it can be known who they are.
import { failure, type Failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { peerOf, type Ends } from './peer.ts'
import type { Sessions } from './sessions.ts'

export interface Door {
  readonly sessions: Sessions
  readonly mayTrade: ReadonlySet<number>
  /** A link was used. */
  readonly signedIn: () => void
  /** Somebody who may not had the secret of a link that is good. */
  readonly refused: (uid: number) => void
}

/**
 * The token. SECURITY: who else on this machine comes to know the secret gets nothing for it, and the link stays good
 * for those whom it is for. Only a good secret makes us look, so that others cannot keep us busy. docs/SECURITY.md#web-host
 */
export async function signIn(
  secret: string,
  connection: Ends,
  { sessions, mayTrade, signedIn, refused }: Door,
): Promise<Result<string, Failure<'not_authenticated' | 'peer_not_allowed'>>> {
  if (!sessions.isOpen(secret)) return err(failure('not_authenticated', {}))
  const peer = await peerOf(connection)
  // Who has gone gets no token, and uses up nobody's link.
  if (peer === 'closed') return err(failure('not_authenticated', {}))
  if (peer !== 'unknown' && !mayTrade.has(peer)) {
    refused(peer)
    return err(failure('peer_not_allowed', { uid: peer }))
  }
  const token = sessions.trade(secret)
  if (token === null) return err(failure('not_authenticated', {}))
  signedIn()
  return ok(token)
}
