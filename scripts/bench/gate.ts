// What a product waits for at its start: the gate as one file, beside the same Node's one file that does nothing.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildOneFiles } from '../sea.ts'
import { nodeBinary } from '../sea/node-binary.ts'
import { writeOneFile } from '../sea/one-file.ts'
import { manyLicenses, profileIn } from './many-licenses.ts'
import { median, report } from './report.ts'

const ROUNDS = 30
const SIZES = [1, 20, 100, 1000] as const
const PRODUCT = 'virtualization'
const AIMS: Readonly<Record<number, string>> = { 1: '≤ 1.6', 20: '≤ 2.0' }

export async function benchGate(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-bench-'))
  try {
    // The profile is compiled in, so a question names the data folder alone.
    const questions = (await manyLicenses(folder, SIZES, [PRODUCT])).map((options) => [
      ...options.slice(2),
      'check',
      '--product',
      PRODUCT,
    ])
    const profileFile = profileIn(folder)
    const output = path.join(folder, 'programs')
    const [gate = ''] = await buildOneFiles({ profileFile, systems: ['linux-x64'], output, testBuild: true })
    const [nothing, bare] = [path.join(folder, 'nothing.cjs'), path.join(folder, 'bare')]
    writeFileSync(nothing, '')
    await writeOneFile({ node: nodeBinary('linux-x64'), main: nothing, assets: {}, output: bare })
    const rounds = Array.from({ length: ROUNDS }, () => ({
      bare: time(bare, []),
      gates: questions.map((question) => time(gate, question)),
    }))
    const floor = median(rounds.map((one) => one.bare))
    for (const [index, size] of SIZES.entries())
      report({
        name: `gate: ${size} license${size === 1 ? '' : 's'}`,
        value: median(rounds.map(({ gates }) => gates[index] ?? Number.NaN)),
        unit: 'ms',
        against: 'one file of the same Node that does nothing',
        floor,
        aim: AIMS[size] ?? 'growth',
      })
    const [used, least] = [memory(gate, questions[0] ?? []), memory(bare, [])]
    if (used !== null && least !== null)
      report({
        name: 'gate: memory, 1 license',
        value: used,
        unit: 'kB',
        against: 'one file of the same Node that does nothing',
        floor: least,
        aim: 'no more than the time',
      })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function time(program: string, args: readonly string[]): number {
  const started = performance.now()
  const { status } = spawnSync(program, args, { stdio: 'ignore', env: {} })
  if (status !== 0) throw new Error(`${program} ended with ${status}`)
  return performance.now() - started
}

/** The most that it had resident, in kB; null: there is no python3, which knows what its children used. */
function memory(program: string, args: readonly string[]): number | null {
  const script = [
    'import resource, subprocess, sys',
    'subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)',
    'print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)',
  ]
  const { status, stdout } = spawnSync('python3', ['-c', script.join('\n'), program, ...args], {
    encoding: 'utf8',
  })
  return status === 0 ? Number(stdout) : null
}
