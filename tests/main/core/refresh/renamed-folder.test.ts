// Answers are kept by the license id that is signed: a folder's name hides no license from them (issue 10.7).
import { cpSync, renameSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { PRODUCT, Scene } from '#tests/contracts/every-status/scenario.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function scene(change: (folder: string, licenses: string) => void) {
  const story = await Scene.open(cleanup, -3)
  const { desk, license } = await story.online()
  const licenses = path.join(desk.dataDir, 'licenses')
  change(path.join(licenses, license.id), licenses)
  const gate = async () => must(await desk.router.call('licenses.check', { product: PRODUCT }))
  const refresh = async () => must(await desk.router.call('licenses.refresh', {}))
  return { story, desk, license, gate, refresh }
}

describe('a license whose folder was renamed (issue 10.7)', () => {
  test.each(['renamed', 'my license', 'a.b', 'Lizenz für Köln'])(
    'to “%s” is still suspended',
    async (name) => {
      const { story, license, gate, refresh } = await scene((folder, licenses) =>
        renameSync(folder, path.join(licenses, name)),
      )
      expect(await gate()).toMatchObject({ mayRun: true })
      await story.vendor.suspend(license)
      story.moveTo(-2)
      expect((await refresh()).changes).toMatchObject([{ kind: 'suspended' }])
      expect(await gate()).toMatchObject({ status: 'suspended', mayRun: false })
      await story.vendor.reinstate(license)
      story.moveTo(-1)
      expect((await refresh()).checked).toMatchObject([{ problem: null }])
      expect(await gate()).toMatchObject({ status: 'active', mayRun: true })
    },
  )

  test('a copy beside it, whichever of the two counts', async () => {
    const { story, license, gate, refresh } = await scene((folder, licenses) =>
      cpSync(folder, path.join(licenses, '0-copy'), { recursive: true }),
    )
    await story.vendor.suspend(license)
    story.moveTo(-2)
    await refresh()
    expect(await gate()).toMatchObject({ status: 'suspended', mayRun: false })
  })

  test('is removed by the name that it goes by', async () => {
    const { desk, gate } = await scene((folder, licenses) => renameSync(folder, path.join(licenses, 'a.b')))
    must(await desk.router.call('licenses.deactivate', { id: 'a.b' }))
    expect(await gate()).toMatchObject({ status: 'not_licensed' })
  })
})
