// A loopback port on which nothing listens: it was free a moment ago, and nobody else was given it since.
import { createServer, type AddressInfo } from 'node:net'

export function unusedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
