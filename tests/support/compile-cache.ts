// Where Node keeps what it compiled: a program that many tests start is compiled once. Its keys are Node's own: the
// text, the version, the flags.
import path from 'node:path'

export const compileCache = path.resolve(
  import.meta.dirname,
  '../../node_modules/.cache/activation-desk/compiled',
)
