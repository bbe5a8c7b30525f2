// The door of every npm script: what it would install into is this checkout's own.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const root = path.resolve(import.meta.dirname, '../..')

test('a node_modules that is a link is refused: npm would empty what it leads to', () => {
  const checkout = cleanup.folder()
  const others = cleanup.folder()
  mkdirSync(path.join(others, 'a-package'))
  symlinkSync(others, path.join(checkout, 'node_modules'), 'junction')
  cpSync(path.join(root, 'scripts/run.mjs'), path.join(checkout, 'scripts/run.mjs'))
  cpSync(path.join(root, 'package-lock.json'), path.join(checkout, 'package-lock.json'))
  writeFileSync(path.join(checkout, 'package.json'), '{}')
  // Nothing of npm's: an install that is tried fails here, before it does anything.
  const run = spawnSync(process.execPath, ['scripts/run.mjs', 'scripts/start.ts'], {
    cwd: checkout,
    env: { PATH: path.dirname(process.execPath), npm_config_registry: 'http://127.0.0.1:9/' },
    encoding: 'utf8',
  })
  expect(run.stderr).toMatch(/^\nnode_modules is a link[^\n]*Nothing was changed\.\n$/)
  expect(run.status).toBe(2)
  expect(existsSync(path.join(others, 'a-package'))).toBe(true)
  expect(readlinkSync(path.join(checkout, 'node_modules'))).toBe(others)
})
