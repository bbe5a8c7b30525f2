// What a licensed product waits for at its start stays small: what the gate's file has in it, and what it loads of Node.
import path from 'node:path'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { nodeBuild, GATE_BUILD } from '../../scripts/build.ts'
import { BUILTIN } from '../../scripts/plain-builtins.ts'
import { loadProfile } from '#tests/support/profile.ts'

const root = path.resolve(import.meta.dirname, '../..')

test('no build empties the folder that it writes in: the gate’s file lies beside the command line, and was gone where it was the first to be ready', () => {
  expect(nodeBuild(GATE_BUILD, path.join(root, 'dist')).build?.emptyOutDir).toBe(false)
})

test('the gate brings no library but the one of the machine id, and little of Node (issue 15)', async () => {
  const config = nodeBuild(GATE_BUILD, path.join(root, 'dist'), loadProfile())
  const built = await build({ ...config, build: { ...config.build, write: false } })
  const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
  const [gate, ...others] = outputs.filter((one) => one.type === 'chunk')
  expect(others).toEqual([])
  expect(gate).toBeDefined()
  const libraries = gate?.moduleIds.filter((id) => id.includes('node_modules/')) ?? []
  expect(libraries.every((id) => id.includes('node_modules/node-machine-id/'))).toBe(true)
  // “tty” would bring the network. Of Node itself the bundler asks for “module” alone, to find what that library requires.
  const builtIn = gate?.moduleIds.filter((id) => id.startsWith(BUILTIN)).map((id) => id.slice(BUILTIN.length))
  expect(builtIn?.toSorted()).toEqual(['crypto', 'fs', 'os', 'path', 'util'])
  expect(gate?.imports).toEqual(['node:module'])
  // Not minified, with its comments. Words are left out: another language makes nothing slower than its own length.
  const own = Object.entries(gate?.modules ?? {}).filter(
    ([id]) => !id.startsWith(BUILTIN) && !id.includes('/src-shared/messages/'),
  )
  const lengths = own.map(([, { renderedLength }]) => renderedLength)
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBeLessThan(206_900)
})
