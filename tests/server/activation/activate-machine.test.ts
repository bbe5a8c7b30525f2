// The machine limit under a race of processes.
import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openBackOffice } from '../support/back-office.ts'

const script = fileURLToPath(new URL('../support/activate-at-once.ts', import.meta.url))

describe('the last seat of a license', () => {
  it('goes to one machine only, however many processes ask at once', { timeout: 30_000 }, async () => {
    const office = await openBackOffice()
    const license = await office.sell({ machines: 7 })
    const processes = ['a', 'b', 'c'].map((name) => {
      const child = spawn(process.execPath, [script, office.dataDir, license.id, name], {
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
    })
    for (const { lines } of processes) expect((await lines.next()).value).toBe('ready')
    for (const one of processes) tell(one.child)
    const outcomes: string[] = []
    for (const { lines } of processes)
      outcomes.push(...(JSON.parse(String((await lines.next()).value)) as string[]))
    expect(outcomes.filter((outcome) => outcome === 'seat')).toHaveLength(7)
    expect(outcomes.filter((outcome) => outcome === 'MACHINE_LIMIT_EXCEEDED')).toHaveLength(8)
    expect(await office.vendor.store.machines.countOf(license.id)).toBe(7)
  })
})

const tell = (child: ChildProcess) => child.stdin?.end('go\n')
