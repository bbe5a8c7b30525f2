// What a balancer and a monitor hear: /healthz of the process, /readyz of whether it can do its work (issue 19).
import { chmodSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DAY } from '#shared/instant.ts'
import type { AccessLine } from '#server/http/access-log.ts'
import { serveBackOffice, type TestServer } from '../support/client.ts'

async function asked({ url }: TestServer, path: string, method = 'GET') {
  const answer = await fetch(new URL(path, url), { method })
  const { status, headers } = answer
  return {
    status,
    text: await answer.text(),
    wait: headers.get('retry-after'),
    kept: headers.get('cache-control'),
  }
}

const TROUBLES: readonly (readonly [code: string, make: (server: TestServer) => void])[] = [
  ['database_replaced', ({ dataDir }) => rmSync(join(dataDir, 'activation.db'))],
  ['database_replaced', ({ dataDir }) => renameSync(dataDir, `${dataDir}-away`)],
  ['folder_writable_by_others', ({ dataDir }) => chmodSync(join(dataDir, 'keys'), 0o777)],
  ['clock_before_key', ({ clock }) => void (clock.now -= 365 * DAY)],
]

describe('whether the server is well', () => {
  it('is asked without a code, and neither logged nor kept', async () => {
    const lines: AccessLine[] = []
    const server = await serveBackOffice({
      logger: { access: (line) => void lines.push(line), failure: () => {} },
    })
    expect(await asked(server, '/healthz')).toEqual({
      status: 200,
      text: 'ok\n',
      wait: null,
      kept: 'no-store',
    })
    expect(await asked(server, '/readyz')).toEqual({
      status: 200,
      text: 'ready\n',
      wait: null,
      kept: 'no-store',
    })
    expect(await asked(server, '/readyz', 'HEAD')).toMatchObject({ status: 200, text: '' })
    expect(lines).toEqual([])
    expect(await asked(server, '/readyz', 'POST')).toMatchObject({ status: 404 })
  })

  it.each(TROUBLES)('%s: it runs, and is not ready', async (code, make) => {
    const server = await serveBackOffice()
    expect(await asked(server, '/readyz')).toMatchObject({ status: 200 })
    make(server)
    const text = `not ready: ${code}\n`
    expect(await asked(server, '/readyz')).toEqual({ status: 503, text, wait: '5', kept: 'no-store' })
    expect(await asked(server, '/healthz')).toMatchObject({ status: 200, text: 'ok\n' })
  })

  it('is ready again when what was wrong is mended', async () => {
    const server = await serveBackOffice()
    renameSync(server.dataDir, `${server.dataDir}-away`)
    expect(await asked(server, '/readyz')).toMatchObject({ status: 503 })
    renameSync(`${server.dataDir}-away`, server.dataDir)
    expect(await asked(server, '/readyz')).toMatchObject({ status: 200 })
  })
})
