// Types of the page. svelte-check writes each component as TypeScript and leaves the files of components that are gone,
// which would still be found by whoever imports them: so it starts without any. `--again`, for a quick look, keeps them
// for as long as the same components are there, read by the same tools.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const FOLDER = path.join(root, '.svelte-check')
const STAMP = path.join(FOLDER, 'components.stamp')
const again = process.argv.includes('--again')

function componentsAndTools(): string {
  const components = globSync('{src-renderer,tests}/**/*.svelte', { cwd: root }).sort()
  const tools = ['package-lock.json', 'tsconfig.json', 'src-renderer/tsconfig.json'].map((file) =>
    readFileSync(path.join(root, file), 'utf8'),
  )
  return createHash('sha256')
    .update(JSON.stringify([components, tools]))
    .digest('hex')
}

const stamp = componentsAndTools()
const isSame = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp
if (!again || !isSame) rmSync(FOLDER, { recursive: true, force: true })
const { status } = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/svelte-check/bin/svelte-check'),
    ...['--tsgo', '--tsconfig', 'src-renderer/tsconfig.json', '--fail-on-warnings'],
    ...(again ? ['--incremental'] : []),
  ],
  { cwd: root, stdio: 'inherit' },
)
if (again && existsSync(FOLDER)) writeFileSync(STAMP, stamp)
process.exitCode = status ?? 1
