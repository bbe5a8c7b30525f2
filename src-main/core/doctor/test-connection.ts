// Test connection: each step on the way to the activation server, green, or red with the failure that explains it.
import type { Output } from '#shared/contract/contract.ts'
import type { Dependencies } from '../dependencies.ts'

export async function testConnection(
  { vendor, connection }: Pick<Dependencies, 'vendor' | 'connection'>,
  signal: AbortSignal,
): Promise<Output<'connection.test'>> {
  const way = connection.way()
  return {
    server: vendor.server.url,
    proxy: way.ok ? way.value.proxy : null,
    lines: [...(await connection.test(signal))],
  }
}
