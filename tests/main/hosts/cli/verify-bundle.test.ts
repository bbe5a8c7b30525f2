// What verify-bundle says to a person and to a program (issue 16).
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadEnvironment } from '#main/hosts/cli/environment.ts'
import { buildProgram } from '#main/hosts/cli/program.ts'
import { run } from '#main/hosts/cli/run.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { insistOnPublished } from '#tests/support/json-answers/published.ts'
import { makeBundle, newUpdateKey } from '#tests/support/offline-bundles.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())
const { privateKey, updateKey } = newUpdateKey()

/** `bundle` null: there is none of this name. */
async function verify(name: string, bundle: Buffer | null, ...more: readonly string[]) {
  const folder = cleanup.folder()
  const [profile, file] = [path.join(folder, 'vendor.json'), path.join(folder, name)]
  writeFileSync(profile, JSON.stringify({ ...loadProfile(), updateKey }))
  if (bundle) writeFileSync(file, bundle)
  const [answers, problems]: [string[], string[]] = [[], []]
  const program = buildProgram({
    messages: { ...messages, cli },
    loadEnvironment,
    startWebHost: () => Promise.reject(new Error('nothing is served here')),
    output: { write: (text: string) => answers.push(text), isTTY: true, columns: 80, rows: 24 },
    problems: { write: (text: string) => problems.push(text), isTTY: true, columns: 80 },
    done: () => problems.push('something was changed'),
  })
  const argv = [...more, '--vendor', profile, '--data-dir', path.join(folder, 'data'), 'verify-bundle', file]
  const status = await run(program, ['node', 'activation-desk', ...argv], cli)
  expect(readdirSync(folder).toSorted()).toEqual([...(bundle ? [name] : []), 'vendor.json'].toSorted())
  return { status, answer: answers.join(''), problems: problems.join('') }
}

test('what is good is said in a terminal of 80×24, and each command is one line to be copied', async () => {
  const { status, answer, problems } = await verify('new one’s.tar', makeBundle(privateKey))
  expect([status, problems]).toEqual([0, ''])
  const lines = answer.trimEnd().split('\n')
  expect(lines.length).toBeLessThan(24)
  expect(lines.join('\n').replaceAll(/\n(?! )/g, ' ')).toContain('newer than')
  expect(lines).toContainEqual(
    expect.stringMatching(/^ {4}sudo apt install \.\/activation-desk_9\.0\.0_amd64\.deb$/),
  )
  const sentences = lines.filter((line) => !line.startsWith('    '))
  expect(sentences.filter((line) => line.length > 80)).toEqual([])
})

test('a stand-in is named, and JSON has the published form', async () => {
  const bundle = makeBundle(privateKey, { standIn: true })
  expect((await verify('a.tar', bundle)).answer).toContain('stand-in')
  const { answer } = await verify('a.tar', bundle, '--json')
  insistOnPublished('activation-desk', ['verify-bundle', 'a.tar'], answer)
  expect(JSON.parse(answer)).toMatchObject({ version: '9.0.0', standIn: true })
})

test('what is refused ends with 1, what cannot be read with 2', async () => {
  const refused = await verify('a.tar', makeBundle(newUpdateKey().privateKey))
  expect([refused.status, refused.answer]).toEqual([1, ''])
  expect(refused.problems).toContain('bundle_signature_invalid')
  expect((await verify('a.tar', Buffer.alloc(0))).status).toBe(1)
  expect((await verify('a.tar', null)).status).toBe(2)
})
