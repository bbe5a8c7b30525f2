// activation-desk as one file that needs no Node: the gate is at hand at once, the rest is read when it is wanted.
import { createRequire } from 'node:module'
import { getAsset } from 'node:sea'
import path from 'node:path'
import { Script } from 'node:vm'
import type { Clock } from '#main/core/ports/clock.ts'
import { INSTALL_NAME } from '#shared/install-name.ts'
import { answerOf } from './gate.ts'

/** Of command-line.ts, put in by `scripts/sea.ts`. */
const REST = 'cli/command-line.cjs'

/** “Could not tell”, before anything can go wrong: a gate reads 0 as “may run” and 1 as “may not run”. */
const COULD_NOT_TELL = 2
/** The reader of the output has left before the verdict: no word to a gate, neither 0 nor 1. */
const READER_LEFT = 141
/** There is no place for the output: no word to a gate either. */
const NO_PLACE_FOR_OUTPUT = 4
const NO_VERDICTS = [READER_LEFT, NO_PLACE_FOR_OUTPUT]

/** `clock`: the system's, but for a test vendor's (start-test-vendor.ts). */
export function runOneFile(clock: Clock): void {
  let verdict: number | undefined
  process.exitCode = COULD_NOT_TELL
  process.on('exit', (status) => {
    process.exitCode = status === verdict || NO_VERDICTS.includes(status) ? status : COULD_NOT_TELL
  })
  answer(process.argv, clock).then(
    (status) => {
      verdict = status
      process.exitCode = status
    },
    (error: unknown) => {
      process.stderr.write(`${INSTALL_NAME}: ${String(error)}\n`)
    },
  )
}

async function answer(argv: readonly string[], clock: Clock): Promise<number> {
  const said = argv.includes('check') ? await answerOf(argv, clock) : undefined
  return said ?? (await rest().runCommandLine(argv, clock))
}

interface Rest {
  readonly runCommandLine: (argv: readonly string[], clock: Clock) => Promise<number>
}

function rest(): Rest {
  const source = `(function (module, exports, require, __filename, __dirname) {${getAsset(REST, 'utf8')}\n})`
  const run = new Script(source, { filename: REST }).runInThisContext() as (...given: unknown[]) => void
  const module = { exports: {} }
  const { execPath } = process
  run(module, module.exports, createRequire(execPath), execPath, path.dirname(execPath))
  return module.exports as Rest
}
