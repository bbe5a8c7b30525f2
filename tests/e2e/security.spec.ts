// The built desktop app against Electron's own checklist, item by item: docs/SECURITY.md#electrons-checklist
import { launchElectron } from '#tests/support/electron-app.ts'
import { CHECKLIST, watchOutside } from './support/checklist.ts'
import { foreignServer } from './support/foreign-server.ts'
import { expect, test } from './support/test.ts'

test('the built app keeps to each item of Electron’s checklist (issue 16)', async ({ machine, cleanup }) => {
  const foreign = await foreignServer(cleanup)
  // Not by “open”: that the policy refuses something is no fault here.
  const { app } = await launchElectron(machine.launching)
  cleanup.add(() => app.close())
  const page = await app.firstWindow()
  await expect(page.getByRole('heading', { name: 'Licensing' })).toBeVisible()
  await watchOutside(app)
  for (const { item, says, look, expected } of CHECKLIST)
    await test.step(`${item}: ${says}`, async () =>
      expect(await look({ app, page, foreign }), `${item}: ${says}`).toEqual(expected))
  expect(app.output()).toContain('a call was refused: it comes from another page (data://)')
})
