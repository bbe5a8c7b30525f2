// What a product waits for at its start: one `activation-desk check`, beside a Node that does nothing.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { median, report } from './report.ts'

const ROUNDS = 15

export function benchGate(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-bench-'))
  try {
    const desk = path.resolve(import.meta.dirname, '../../dist/cli/activation-desk.mjs')
    const check = [desk, '--data-dir', folder, 'check', '--product', 'virtualization', '--quiet']
    const rounds = Array.from({ length: ROUNDS }, () => ({
      check: time(check),
      bare: time(['--eval', '0']),
    })).slice(2)
    report({
      name: 'gate: activation-desk check',
      value: median(rounds.map((one) => one.check)),
      unit: 'ms',
      against: 'a Node that does nothing',
      floor: median(rounds.map((one) => one.bare)),
      aim: '≤ 4 times',
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function time(args: readonly string[]): number {
  const started = performance.now()
  const { status, signal } = spawnSync(process.execPath, args, { stdio: 'ignore' })
  if (signal !== null || status === null || status > 2) throw new Error(`ended with ${status ?? signal}`)
  return performance.now() - started
}
