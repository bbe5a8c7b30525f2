// One stage of npm test: a command, what it printed, how long it took, and what it counted.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { compileCache } from '../../tests/support/compile-cache.ts'
import { COUNTS_FILE, noCounts, readCounts, type Counts } from './counts.ts'
import { proofOf, type Reads } from './proof.ts'

const root = path.resolve(import.meta.dirname, '../..')
const PROOFS = path.join(root, 'node_modules/.cache/activation-desk/proofs')

export interface Stage {
  readonly name: string
  readonly command: readonly string[]
  /** The stage counts its own tests; the others are one check each. */
  readonly counts?: true
  /** What it runs, another stage makes: where that one is in this suite, its end is waited for. */
  readonly after?: Stage
  /** A stage that counts may find nothing to run. */
  readonly mayBeNone?: true
  /** Of a check: where nothing of these was changed since it held, it holds. */
  readonly reads?: Reads
}

/**
 * `aside`: others run at the same time, so what it prints comes as a whole, at its end. A stage that counts and left no
 * counts has failed, whatever its exit status.
 */
export async function runStage(stage: Stage, folder: string, aside: boolean): Promise<Counts> {
  const started = performance.now()
  const heading = `\n── ${stage.name}\n`
  if (!aside) process.stdout.write(heading)
  const countsFile = path.join(folder, `${stage.name}.json`)
  const { status, printed } = await runOrProve(stage, countsFile, aside)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  process.stdout.write(`${aside ? heading : ''}${printed}   ${stage.name}: ${seconds} s\n`)
  if (!stage.counts) return { ...noCounts(), passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 }
  const counts = existsSync(countsFile) ? readCounts(countsFile) : noCounts()
  if (status !== 0 && counts.failed === 0) counts.failed = 1
  if (counts.passed + counts.failed === 0 && !stage.mayBeNone) counts.failed = 1
  return counts
}

async function runOrProve(stage: Stage, countsFile: string, aside: boolean): Promise<Ended> {
  if (!stage.reads) return run(stage, countsFile, aside)
  const proof = proofOf(root, PROOFS, stage.command, stage.reads)
  if (proof.holds()) {
    const printed = 'Nothing was changed since it held.\n'
    if (aside) return { status: 0, printed }
    process.stdout.write(printed)
    return { status: 0, printed: '' }
  }
  proof.begin()
  const ended = await run(stage, countsFile, aside)
  if (ended.status === 0) proof.confirm()
  return ended
}

interface Ended {
  readonly status: number | null
  /** Where it was not seen as it came. */
  readonly printed: string
}

function run(
  { command: [program = '', ...args] }: Stage,
  countsFile: string,
  aside: boolean,
): Promise<Ended> {
  const output = aside ? 'pipe' : 'inherit'
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', output, output],
    env: {
      NODE_COMPILE_CACHE: compileCache,
      ...process.env,
      PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env['PATH']}`,
      [COUNTS_FILE]: countsFile,
    },
    shell: process.platform === 'win32',
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (printed += text))
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: null, printed: `${printed}${error.message}\n` }))
    child.once('close', (status) => resolve({ status, printed }))
  })
}
