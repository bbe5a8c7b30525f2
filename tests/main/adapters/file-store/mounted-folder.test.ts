// A folder of the store that is a mount of its own takes nothing by a rename: that is said before a seat is touched (issue 12).
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { messages } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { openBentWay } from '#tests/support/bent-way.ts'
import { must } from '#tests/support/must.ts'
import { whileRefused } from '#tests/support/refused-steps.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** As the system answers where a disk is mounted at that folder. */
const whileMounted = <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  const isIn = (place: string) => place.split('/').at(-2) === folder
  return whileRefused('renameSync', 'EXDEV', (from, to) => isIn(from) !== isIn(to), work)
}

test.each(['licenses', 'returns', 'quarantine'])(
  '%s: no seat is taken, none is given back, and doctor says why',
  async (folder) => {
    const { vendor, desk, license, activate, seats, between } = await openBentWay(cleanup)
    must(await activate())
    // So that each of them is there.
    must(
      await desk.store.write((writer) =>
        writer.putReturn({ licenseId: 'gone', owner: '', code: 'C', fingerprint: '', since: Date.now() }),
      ),
    )
    const other = await vendor.sell()
    const where = { path: expect.stringMatching(new RegExp(`/${folder}$`)) as string, reason: 'other_disk' }
    const refused = { ok: false, error: { code: 'store_not_usable', params: where } }
    mkdirSync(path.join(desk.dataDir, 'quarantine'), { recursive: true })
    const before = between.passed.length
    await whileMounted(folder, async () => {
      expect(await desk.router.call('licenses.activateOnline', { code: other.key })).toMatchObject(refused)
      expect(await desk.router.call('licenses.deactivate', { id: license.id })).toMatchObject(refused)
      const failed = await desk.router.call('licenses.refresh', {})
      expect(failed).toMatchObject(refused)
      const said = failed.ok ? null : explain(failed.error, messages, { vendor: '', support: '' })
      expect([said?.cause, said?.todo]).toEqual([
        expect.stringMatching(/is a disk, volume or mount of its own/),
        expect.stringMatching(/Mount .* at the data folder itself/),
      ])
      const { problems, lines } = must(await desk.router.call('machine.examine', {}))
      expect(problems).toContainEqual({ where: folder, reason: 'not_writable' })
      expect(lines.filter(({ problem }) => problem !== null)).toMatchObject([{ problem: refused.error }])
    })
    expect([
      await seats(),
      await vendor.vendor.store.machines.countOf(other.id),
      between.passed.length,
    ]).toEqual([1, 0, before])
  },
)
