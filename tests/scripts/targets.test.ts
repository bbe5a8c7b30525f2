// What a machine that packs has for each target, and what it says of what it has not.
import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { hindrance, ownPrograms, whyNot } from '../../scripts/packaging/targets.ts'
import { runsWhere } from '../support/runs-where.ts'
import { Cleanup } from '../support/temporary.ts'

const onLinux = runsWhere(process.platform === 'linux', 'the programs of Debian')

describe('a machine that packs (issue 16)', onLinux, () => {
  const cleanup = new Cleanup()
  let bin: string
  beforeEach(() => {
    bin = cleanup.folder()
    vi.stubEnv('PATH', bin)
    return async () => {
      vi.unstubAllEnvs()
      await cleanup.run()
    }
  })
  const has = (program: string) => {
    writeFileSync(path.join(bin, program), '')
    chmodSync(path.join(bin, program), 0o755)
  }

  test.each(['dpkg-deb', 'rpmbuild'])('with %s alone packs by it, without a download', (program) => {
    has(program)
    expect(ownPrograms(cleanup.folder())).toHaveProperty('CUSTOM_FPM_PATH')
  })

  test('with neither leaves packing to what is downloaded', () => {
    expect(ownPrograms(cleanup.folder())).toEqual({})
  })

  test('names what to install where a download failed, and what is missing before it is tried', () => {
    const failed = 'getaddrinfo ENOTFOUND'
    expect(hindrance('rpm')).toBe('needs rpmbuild (Debian: the package “rpm”)')
    expect(hindrance('zip')).toBeNull()
    for (const target of ['zip', 'tar.gz'])
      expect(whyNot(target, failed)).toBe(
        `${failed}; nothing is downloaded where there is 7za (Debian: the package “p7zip-full”)`,
      )
    has('7za')
    has('rpmbuild')
    expect(hindrance('rpm')).toBeNull()
    expect(whyNot('zip', failed)).toBe(failed)
    expect(whyNot('AppImage', failed)).toBe(failed)
  })
})
