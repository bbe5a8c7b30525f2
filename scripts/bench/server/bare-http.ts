// The floor of the server's bench: an answer of that many bytes by Node's own HTTP, with nothing looked up or signed.
// node bare-http.ts BYTES; prints its port.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const body = Buffer.alloc(Number(process.argv[2]), 'x')
const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    response.writeHead(200, {
      'Content-Type': 'application/vnd.api+json; charset=utf-8',
      'Content-Length': body.length,
    })
    response.end(body)
  })
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
