// The list of what lies beside the app's archive: every way in which a file may be no longer what was packed.
import { chmodSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { packagedInstallation } from '#main/adapters/installation/installation.ts'
import { makeManifest, MANIFEST_COPY, MANIFEST_NAME } from '#main/adapters/installation/manifest.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** A package's folder of resources, and its list as it is in the archive. */
function installed() {
  const folder = cleanup.folder()
  const resources = path.join(folder, 'resources')
  for (const made of ['cli', 'renderer/assets', 'service'])
    mkdirSync(path.join(resources, made), { recursive: true })
  const file = (name: string, text: string) => writeFileSync(path.join(resources, name), text)
  file('cli/main.js', 'export const verdict = 0')
  file('cli/activation-desk.mjs', '// whole')
  file('renderer/assets/page.js', 'page')
  file('service/refresh.timer', 'OnCalendar=daily')
  const list = JSON.stringify(makeManifest(resources, ['cli', 'renderer']))
  const archived = path.join(folder, MANIFEST_NAME)
  writeFileSync(archived, list)
  file(MANIFEST_COPY, list)
  const found = () => {
    const checked = packagedInstallation(resources, archived).verify()
    if (checked.ok) return checked.value
    const { path: damaged, damage, others } = checked.error.params
    return `${path.relative(resources, damaged)} ${damage}${others > 0 ? ` +${others}` : ''}`
  }
  return { resources, archived, file, at: (name: string) => path.join(resources, name), found }
}

describe('an installation is held against its list (issue 10.9)', () => {
  test('and is whole, whatever an administrator did to the service files', () => {
    const { found, file } = installed()
    file('service/refresh.timer', 'OnCalendar=hourly')
    file('service/own.timer', '')
    file('renderer/assets/.DS_Store', '')
    expect(found()).toBe(3)
  })

  test('a changed byte, at the same length', () => {
    const { found, file } = installed()
    file('cli/main.js', 'export const verdict = 1')
    expect(found()).toBe('cli/main.js changed')
  })

  test('an empty and a longer file', () => {
    const { found, file } = installed()
    file('cli/main.js', '')
    file('renderer/assets/page.js', 'page and more')
    expect(found()).toBe('cli/main.js changed +1')
  })

  test('a missing file, a missing folder', () => {
    const { found, at } = installed()
    rmSync(at('renderer/assets/page.js'))
    expect(found()).toBe('renderer/assets/page.js missing')
    rmSync(at('renderer'), { recursive: true })
    expect(found()).toBe('renderer/assets/page.js missing +1')
  })

  test('an added file, also in a folder of its own', () => {
    const { found, file, at } = installed()
    mkdirSync(at('cli/node_modules/conf'), { recursive: true })
    file('cli/node_modules/conf/index.js', '')
    expect(found()).toBe('cli/node_modules/conf/index.js added')
  })

  test('a link to the same content, a folder or a pipe in its place', () => {
    const { found, at } = installed()
    cpSync(at('cli/main.js'), at('service/main.js'))
    rmSync(at('cli/main.js'))
    symlinkSync('../service/main.js', at('cli/main.js'))
    expect(found()).toBe('cli/main.js changed')
    rmSync(at('cli/main.js'))
    mkdirSync(at('cli/main.js'))
    expect(found()).toBe('cli/main.js changed')
  })

  test('a folder that is led elsewhere', () => {
    const { found, at } = installed()
    cpSync(at('renderer/assets'), at('service/assets'), { recursive: true })
    rmSync(at('renderer/assets'), { recursive: true })
    symlinkSync('../service/assets', at('renderer/assets'))
    expect(found()).toBe('renderer/assets added')
  })

  test('a list beside the command line that says something else than the archive’s', () => {
    const { found, file, resources } = installed()
    file('cli/main.js', 'export const verdict = 1')
    file(MANIFEST_COPY, JSON.stringify(makeManifest(resources, ['cli', 'renderer'])))
    expect(found()).toBe('cli/main.js changed +1')
  })

  test.each(['', '{', '{"folders":[]}', 'null'])('a list that is none: %j', (text) => {
    const { found, archived } = installed()
    writeFileSync(archived, text)
    expect(found()).toBe('cli/integrity.json changed')
    rmSync(archived)
    expect(found()).toBe('cli/integrity.json missing')
  })

  test('a file that cannot be read', (context) => {
    if (process.getuid?.() === 0) context.skip('root reads everything')
    const { found, at } = installed()
    chmodSync(at('cli/main.js'), 0)
    expect(found()).toBe('cli/main.js unreadable')
  })
})
