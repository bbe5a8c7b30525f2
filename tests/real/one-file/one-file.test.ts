// activation-desk as one file, built once for all that is asked of it here (issue 15).
import { afterAll, beforeAll, describe } from 'vitest'
import { requireBuild } from '#tests/support/cli.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { survivesBadDays } from './bad-days.ts'
import { BuiltDesk } from './built-desk.ts'
import { followsTheGuide } from './guide.ts'
import { holdsForTheTestKit } from './test-kit.ts'

/** Milliseconds: as two cores that others use take for it. */
const BUILDING = 600_000
const isHere = process.platform === 'linux' && process.arch === 'x64'

describe('one file', runsWhere(isHere, 'the file of linux-x64 runs on linux-x64'), () => {
  const desk = new BuiltDesk()
  beforeAll(async () => {
    requireBuild()
    await desk.build()
  }, BUILDING)
  afterAll(() => desk.cleanup.run())

  describe('on a bad day', () => survivesBadDays(desk))
  describe('on an empty system', () => followsTheGuide(desk))
  describe('and the test vendor', () => holdsForTheTestKit(desk))
})
