// Programs of the tests do not outlive the tests.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openStore } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { until } from '#tests/support/until.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** A run of tests that starts a program and says its first line. */
const RUN = `
const { startChild } = await import(process.argv[1])
const child = startChild({ add: () => undefined }, process.argv[2], JSON.parse(process.argv[3]))
console.log(await child.line())
`

test.each([
  ['waits for a lock and hears nothing', 'holding-child.ts', {}, 'held'],
  ['writes on and on', 'rewriting-child.ts', { id: 'rewritten', times: 1e9 }, null],
  ['waits for a word', 'logging-child.ts', { name: 'a', lines: 1, largest: 8000 }, 'ready'],
])('one that %s ends when its run is killed (issue 9)', async (_, program, input, firstLine) => {
  const { dataDir, put, contents } = openStore(cleanup)
  await put()
  const run = spawn(
    process.execPath,
    [
      '--input-type=module',
      ...['-e', RUN],
      path.join(import.meta.dirname, 'child.ts'),
      program,
      JSON.stringify({ dataDir, ...input }),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  run.stderr.resume()
  if (firstLine !== null) expect(String((await once(run.stdout, 'data'))[0]).trim()).toBe(firstLine)
  else await until('what it writes', () => contents().licenses.find(({ id }) => id === 'rewritten'))
  run.kill('SIGKILL')
  // The program has the other end of stderr too: it closes when both are gone.
  await once(run, 'close')
})
