// The fuses of a packed runtime, read back from its bytes once electron-builder has set them (docs/SECURITY.md#fuses).
import { FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'
import type { Configuration } from 'electron-builder'
import { NotStarted } from '../in-words.ts'

/** By electron-builder's names, in the order of the wire. */
export type Fuses = Readonly<Record<string, FuseState>>
type FuseState = 'on' | 'off' | 'removed'

/** A byte of the wire: Electron’s own page on fuses. */
const STATES: Readonly<Record<string, FuseState>> = { '0': 'off', '1': 'on', r: 'removed' }

/** Of the runtime in this file; of macOS in this app. Throws NotStarted for what has no fuses that can be read. */
export async function readFuses(runtime: string): Promise<Fuses> {
  const wire = await getCurrentFuseWire(runtime).catch((error: unknown) => {
    throw new NotStarted(`${runtime} has no fuses: ${error instanceof Error ? error.message : String(error)}`)
  })
  const version: unknown = wire.version // as the file has it, whatever its type says
  if (version !== FuseVersion.V1 && version !== Number(FuseVersion.V1))
    throw new NotStarted(`${runtime} has fuses of a version that is not known here.`)
  const names = Object.entries(FuseV1Options).filter(([, at]) => typeof at === 'number')
  const states = names.map(([name, at]) => [
    `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`,
    STATES[String.fromCharCode(Number(wire[at as FuseV1Options]))],
  ])
  return Object.fromEntries(states.filter(([, state]) => state !== undefined)) as Fuses
}

/** Throws NotStarted where one of them is not as it was to be set. */
export function insistOnFuses(found: Fuses, wanted: Configuration['electronFuses']): void {
  const others = Object.entries(wanted ?? {})
    .map(([name, on]) => ({ name, asked: on ? 'on' : 'off', is: found[name] ?? 'not there' }))
    .filter(({ asked, is }) => is !== asked)
  if (others.length > 0)
    throw new NotStarted(
      `The runtime has not the fuses of electron-builder.yml: ${others.map(({ name, is }) => `${name} is ${is}`).join(', ')}.`,
    )
}
