// Somebody else's server: what was asked of it.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Cleanup } from '#tests/support/temporary.ts'
import type { Looked } from './checklist.ts'

export async function foreignServer(cleanup: Cleanup): Promise<Looked['foreign']> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(request.url ?? '')
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanup.add(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}
