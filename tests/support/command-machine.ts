// A machine on which an operator runs commands.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runDesk, type CliOptions } from './cli.ts'
import { runDeskHere } from './desk-here.ts'
import { writeMachineId } from './installation.ts'
import type { Cleanup } from './temporary.ts'

/** A machine of its own, as an operator in a terminal has it. */
export function commandMachine(cleanup: Cleanup, profile: unknown) {
  const folder = cleanup.folder()
  chmodSync(folder, 0o755)
  const dataDir = path.join(folder, 'data')
  mkdirSync(dataDir)
  writeMachineId(dataDir, '7c9ff2a3ef6c4d11a3b8b6b1f9a2d3e4')
  const vendor = path.join(folder, 'vendor.json')
  writeFileSync(vendor, JSON.stringify(profile))
  const desk = (args: readonly string[], options: CliOptions = {}) => {
    // Another user's rights are a process's own.
    const run = options.uid === undefined && options.under === undefined ? runDeskHere : runDesk
    return run(['--vendor', vendor, '--data-dir', dataDir, ...args], options)
  }
  return { dataDir, desk }
}
