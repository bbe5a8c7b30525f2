// Who does not want to wait any more: the host stops what it does for them, over every transport that can say so.
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { activityFile } from '#main/adapters/activity/activity-file.ts'
import { PRELOAD_API } from '#shared/contract/channels.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { requireBuild } from '#tests/support/cli.ts'
import { launchElectron } from '#tests/support/electron-app.ts'
import { install } from '#tests/support/installation.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { until } from '#tests/support/until.ts'
import { must, openVendorSide } from '#tests/support/vendor-side.ts'
import { openWebHost, tradeSecret } from '#tests/support/web-client.ts'
import { UNSOLD_CODE } from '#tests/support/unsold-code.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** Begins an activation and returns what calls it off. */
type Begin = (profile: VendorProfile, dataDir: string) => Promise<() => Promise<void>>

const electron: Begin = async (profile, dataDir) => {
  requireBuild()
  const profileFile = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(profileFile, JSON.stringify(profile))
  const { app } = await launchElectron({
    appDir: path.resolve(import.meta.dirname, '../..'),
    args: ['--vendor', profileFile, '--data-dir', dataDir, `--user-data-dir=${cleanup.folder()}`],
  })
  cleanup.add(() => app.close())
  const page = await app.firstWindow()
  await page.evaluate(
    ([api, code]) => {
      const world = globalThis as unknown as Record<string, Record<string, (...args: unknown[]) => unknown>>
      const takeCancel = (cancel: () => void) => void Object.assign(globalThis, { cancelIt: cancel })
      void world[api]?.['call']?.('licenses.activateOnline', { code }, takeCancel)
    },
    [PRELOAD_API, UNSOLD_CODE] as const,
  )
  return () => page.evaluate(() => (globalThis as unknown as { cancelIt: () => void }).cancelIt())
}

const web: Begin = async (profile, dataDir) => {
  const host = await openWebHost(cleanup, install(cleanup, profile, { dataDir, machineId: null }))
  const { token } = await tradeSecret(host.newLink())
  const wanted = new AbortController()
  void fetch(`${host.origin}/call/licenses.activateOnline`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token ?? ''}` },
    body: JSON.stringify({ code: UNSOLD_CODE }),
    signal: wanted.signal,
  }).catch(() => undefined)
  return () => Promise.resolve(wanted.abort())
}

/** Takes connections and says nothing. */
async function silentServer(): Promise<{ server: Server; url: string }> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanup.add(() => void server.close())
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` }
}

test.each([
  ['electron', electron],
  ['web', web],
])('over %s: the way to the server is closed, and the log says that it was cancelled', async (_, begin) => {
  const vendor = await openVendorSide(cleanup)
  const { server, url } = await silentServer()
  const profile = await vendor.profile(url)
  const desk = install(cleanup, profile)
  const connected = once(server, 'connection') as Promise<[Socket]>
  const cancel = await begin(profile, desk.dataDir)
  const [socket] = await connected
  const closed = once(socket.resume(), 'close')
  await cancel()
  await closed
  const log = activityFile(desk.dataDir, 'cli')
  const line = await until('the line in the log', () => must(log.list({ limit: 1 })).entries[0])
  expect(line).toMatchObject({ action: 'activate_online', result: 'cancelled' })
})
