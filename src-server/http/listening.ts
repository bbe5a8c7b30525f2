// A server put on an address and a port, and in words why not.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { err, ok, type Result } from '#shared/result.ts'
import { Fault } from '../fault.ts'

export interface Place {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
}

/** A place that is listened on; `name`: as an address has it, such as `127.0.0.1:4600`. */
export interface Listening {
  readonly name: string
  readonly port: number
}

/** `option`: the one that chooses another port. */
export function listening(
  server: Server,
  { host, port }: Place,
  option: string,
): Promise<Result<Listening, Fault>> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const known = listenError(error, { host, port }, option)
      if (known) resolve(err(known))
      else reject(error)
    }
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      const { address, family, port: taken } = server.address() as AddressInfo
      const host = family === 'IPv6' ? `[${address}]` : address
      resolve(ok({ name: `${host}:${taken}`, port: taken }))
    })
  })
}

function listenError({ code }: NodeJS.ErrnoException, { host, port }: Place, option: string): Fault | null {
  switch (code) {
    case 'EADDRINUSE':
      return new Fault('port_taken', (words) => words.portTaken(port, option))
    case 'EACCES':
      return new Fault('port_not_permitted', (words) => words.portNotPermitted(port))
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'EAI_AGAIN':
    case 'EINVAL':
    case 'ENOTFOUND':
      return new Fault('address_not_available', (words) => words.addressNotAvailable(host))
    default:
      return null
  }
}
