// A crash of the back office ends with 2, never with 1, which is a refusal (issue 10.2).
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { run } from '../support/command.ts'
import { temporaryFolder } from '../support/back-office.ts'

it('a crash ends with 2 and its stack', async () => {
  const dataDir = join(temporaryFolder(), 'office')
  await run(dataDir, ['init'])
  const database = new DatabaseSync(join(dataDir, 'activation.db'))
  database.exec("UPDATE account SET vendor = '{}'") // nothing of ours writes that
  database.close()
  const crashed = await run(dataDir, ['license', 'create', '--owner', 'A', '--product', 'storage'])
  expect([crashed.exit, crashed.out]).toEqual([2, ''])
  expect(crashed.error).toMatch(/^activation-server: internal error\nTypeError: .*\n +at /)
})
