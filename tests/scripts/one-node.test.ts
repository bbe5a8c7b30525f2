// One file is made on one Node for all systems: one license text stands for all of them, and one set of notices.
import { expect, test } from 'vitest'
import { lockedVersion, SYSTEMS, type SystemName } from '../../scripts/sea/node-binary.ts'

test('the lock file names one version for all systems (issue 15)', () => {
  const versions = (Object.keys(SYSTEMS) as SystemName[]).map(lockedVersion)
  expect(versions).toEqual(versions.map(() => versions[0]))
})
