// Checks that every file is formatted. Prettier’s cache knows texts, options and its own version, not its plugins’:
// so it is another one for every lock file.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const lock = createHash('sha256')
  .update(readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex')
const cache = `node_modules/.cache/activation-desk/formatting-${lock.slice(0, 12)}`
const wanted = process.argv.slice(2)
const { status } = spawnSync(
  process.execPath,
  [
    path.join(root, 'node_modules/prettier/bin/prettier.cjs'),
    ...['--check', '--log-level', 'warn', '--ignore-unknown'],
    ...['--cache', '--cache-strategy', 'content', '--cache-location', cache],
    ...(wanted.length > 0 ? wanted : ['.']),
  ],
  { cwd: root, stdio: 'inherit' },
)
process.exitCode = status ?? 1
