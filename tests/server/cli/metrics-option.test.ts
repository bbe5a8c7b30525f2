// Where `serve --metrics-listen` listens, and what it refuses before anything is served.
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { expectOk, temporaryFolder, vendorTemplate } from '../support/back-office.ts'
import { runLineHere, start } from '../support/command.ts'

describe('serve --metrics-listen', () => {
  it('says where they are, in its text and as JSON', async () => {
    const dataDir = join(temporaryFolder(), 'office')
    expectOk(await initVendor(dataDir, vendorTemplate, Date.now()))
    const child = start(dataDir, ['serve', '--port', '0', '--metrics-listen', '0', '--json'])
    onTestFinished(() => void child.kill('SIGKILL'))
    child.stderr.resume()
    const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
    const { metrics } = JSON.parse(String(value)) as { metrics: string }
    expect(await (await fetch(metrics)).text()).toContain('activation_server_ready 1')
  })

  it.each(['', 'here', '65536', '::1:9464', '[::1]', '127.0.0.1:', ':9464', 'a b:1', '1'.repeat(10_000)])(
    'refuses %j',
    async (place) => {
      const said = await runLineHere(['serve', '--data-dir', temporaryFolder(), '--metrics-listen', place])
      expect(said).toMatchObject({ exit: 2, out: '' })
      expect(said.error).toContain('like 9464, 10.0.0.5:9464 or [::1]:9464')
    },
  )
})
