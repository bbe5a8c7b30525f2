// Types of the page. svelte-check writes each component as TypeScript and leaves the files of components that are gone,
// which would still be found by whoever imports them: so it starts without any.
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
rmSync(path.join(root, '.svelte-check'), { recursive: true, force: true })
const { status } = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/svelte-check/bin/svelte-check'),
    ...['--tsgo', '--tsconfig', 'src-renderer/tsconfig.json', '--fail-on-warnings'],
  ],
  { cwd: root, stdio: 'inherit' },
)
process.exitCode = status ?? 1
