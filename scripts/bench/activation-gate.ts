// The gate in C beside a bare Node: whole processes, in turns, started by a shell, for a large process takes long to start any.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { manyLicenses, profileIn } from './many-licenses.ts'
import { median, report } from './report.ts'

const ROUNDS = 15
const TIMES = 10
const PRODUCT = 'virtualization'
const SOURCE = path.resolve(import.meta.dirname, '../../sdk/c')

export async function benchActivationGate(): Promise<void> {
  if (process.platform !== 'linux') return
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-bench-'))
  try {
    const [options = []] = await manyLicenses(folder, [1], [PRODUCT])
    const build = path.join(folder, 'build')
    const gate = path.join(build, 'activation-gate')
    const made = spawnSync('make', ['-C', SOURCE, `BUILD=${build}`, `PROFILE=${profileIn(folder)}`, gate])
    if (made.status !== 0) throw new Error(`make ended with ${made.status}: ${made.stderr.toString()}`)
    const question = [...options.slice(2), '--product', PRODUCT]
    const rounds = Array.from({ length: ROUNDS }, () => ({
      bare: started(process.execPath, ['-e', '0']),
      gate: started(gate, ['check', ...question]),
    }))
    report({
      name: 'activation-gate',
      value: median(rounds.map((one) => one.gate)),
      unit: 'ms',
      against: 'node -e 0',
      floor: median(rounds.map((one) => one.bare)),
      aim: '≤ 0.3',
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Milliseconds of one. */
function started(program: string, args: readonly string[]): number {
  const loop = `n=0; while [ $n -lt ${TIMES} ]; do "$@" || exit; n=$((n + 1)); done`
  const before = performance.now()
  const { status } = spawnSync('sh', ['-c', loop, 'sh', program, ...args], { stdio: 'ignore', env: {} })
  if (status !== 0) throw new Error(`${program} ended with ${status}`)
  return (performance.now() - before) / TIMES
}
