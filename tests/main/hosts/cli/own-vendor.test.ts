// A build with its vendor compiled in takes no other: nothing that it says of itself proposes to name one (issue 15).
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadEnvironment } from '#main/hosts/cli/environment.ts'
import { buildProgram } from '#main/hosts/cli/program.ts'
import { run } from '#main/hosts/cli/run.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { err } from '#shared/result.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())
const vendor = path.resolve(import.meta.dirname, '../../../../assets/vendor/virtualmetric.json')
const dataDir = path.join(cleanup.folder(), 'data')

async function said(hasOwnVendor: boolean, argv: readonly string[]): Promise<string> {
  const answers: string[] = []
  const write = (text: string) => answers.push(text)
  const program = buildProgram({
    messages: { ...messages, cli },
    hasOwnVendor,
    loadEnvironment: (options, host) =>
      options.vendor === undefined
        ? loadEnvironment({ ...options, vendor, dataDir }, host)
        : err({ kind: 'compiled_in' }),
    startWebHost: () => Promise.reject(new Error('nothing is served here')),
    output: { write },
    problems: { write },
    done: () => {},
  })
  await run(program, ['node', 'activation-desk', ...argv], cli)
  // As troff writes a dash.
  return answers.join('').replaceAll(String.raw`\-`, '-')
}

test.each([
  ['help', 'options'],
  ['completion', 'bash'],
  ['completion', 'zsh'],
  ['completion', 'fish'],
  ['completion', 'powershell'],
  ['manual'],
])('%s %s names --vendor only where one may be named', async (...words) => {
  const [own, other] = [await said(true, words), await said(false, words)]
  expect(other).toContain('data-dir')
  expect(own).toContain('data-dir')
  expect([own, other].map((text) => /(?:--|-l )'?vendor\b/.test(text))).toEqual([false, true])
})

test('who names one all the same is told why that is not taken', async () => {
  expect(await said(true, ['--vendor', 'other.json', 'list'])).toContain(messages.start.profile.compiledIn)
})
