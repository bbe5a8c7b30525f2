// A request as bytes, and its answer as it comes: for what no HTTP client would send.
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface WireAnswer {
  /** 0: there was none. */
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** `request` has to ask for the end of the connection. */
export async function wire(url: string, request: string | Buffer): Promise<WireAnswer> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(request)
  const answer = await buffer(socket)
  const end = answer.indexOf('\r\n\r\n')
  const [first = '', ...fields] = answer.subarray(0, end).toString('latin1').split('\r\n')
  const headers = fields.map((field) => {
    const at = field.indexOf(': ')
    return [field.slice(0, at).toLowerCase(), field.slice(at + 2)]
  })
  return {
    status: Number(first.split(' ')[1] ?? 0),
    headers: Object.fromEntries(headers) as Record<string, string>,
    text: answer.subarray(end + 4).toString('utf8'),
  }
}
