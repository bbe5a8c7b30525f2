// What each command of the back office prints with --json has the form that docs/formats/json-answers.md publishes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { expect, it } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { makeReturnCode } from '#shared/formats/return-code.ts'
import { licenseNumber } from '#shared/formats/typed-key/hints.ts'
import { buildProgram } from '#server/cli/program.ts'
import { SERVER_ANSWERS } from '#tests/support/json-answers/server.ts'
import { runHere } from '../support/command.ts'
import { temporaryFolder, uniqueKey } from '../support/back-office.ts'

interface Sold {
  readonly id: string
  readonly code: string
}

const leavesOf = (command: Command, above = ''): string[] =>
  command.commands.flatMap((each) => {
    const words = `${above} ${each.name()}`.trim()
    return each.commands.length === 0 ? [words] : leavesOf(each, words)
  })

it('every command answers in the form that is published (issue 15)', { timeout: 60_000 }, async () => {
  const folder = temporaryFolder()
  const asked = new Set<string>()
  /** `runHere` compares what it printed with the form. */
  const json = async <T>(command: string, ...given: readonly string[]): Promise<T> => {
    asked.add(command)
    const { out, exit } = await runHere(join(folder, 'office'), [...command.split(' '), ...given, '--json'])
    expect([exit, out]).toEqual([0, expect.stringMatching(/^\{.*\}\n$/)])
    return JSON.parse(out) as T
  }
  await json('init')
  await json('demo', '--licenses', '1')
  const sale = ['--owner', 'Contoso', '--product', 'storage:5', '--machines', '3', '--expires', '2098-02-28']
  const { id, code } = await json<Sold>('license create', ...sale)
  const machine = ['--license', id, '--unique-key', uniqueKey()]
  const { issued } = await json<{ issued: string }>('answer', ...machine, '--format', 'both')
  const facts = { uniqueKey: uniqueKey(), licenseNumber: licenseNumber(id, nodePrimitives) }
  const dates = { issued: Date.parse(issued), returned: Date.now() }
  await json('license update', id, '--over-limit', '30', '--product', 'virtualization:-', '--notes', 'Sold')
  await json('license renew', id, '--expires', '2099-02-28')
  await json('policy create', '--name', 'Trial', '--set', 'floating=true', '--set', 'duration=86400')
  await json('policy update', 'Trial', '--set', 'maxMachines=4')
  await json('policy list')
  await json('policy show', 'Trial')
  await json('license policy', id, '--policy', 'Trial', '--set', 'maxCores=16')
  await json('license uses', id, '--to', '5')
  await json('license suspend', id)
  await json('license reinstate', id)
  await json('license show', id)
  await json('license list')
  await json('license export', '--output', join(folder, 'licenses.csv'))
  writeFileSync(join(folder, 'list'), 'owner,products\nFabrikam,storage\n')
  const written = ['--output', join(folder, 'made'), '--errors', join(folder, 'errors')]
  await json('license import', join(folder, 'list'), ...written)
  await json('machine list', id)
  await json('return', makeReturnCode({ ...facts, ...dates }, code, nodePrimitives), ...machine)
  await json('answer', '--license', id, '--unique-key', uniqueKey(2), '--output', join(folder, 'key'))
  await json('machine release', id, uniqueKey(2))
  await json('machine list', id)
  await json('license revoke', id)
  await json('application add', 'another', 'Another')
  await json('application list')
  await json('keys prepare')
  await json('keys rotate')
  await json('keys list')
  await json('profile', '--url', 'https://licensing.vendor.example/v1')
  await json('doctor')
  await json('database upgrade')
  await json('database verify')
  await json('backup', join(folder, 'copy'))
  await json('restore', join(folder, 'copy'))
  const commands = leavesOf(buildProgram()).toSorted()
  expect(Object.keys(SERVER_ANSWERS).toSorted()).toEqual(commands)
  // “serve” answers when it listens, and is asked in program.test.ts; “database move” in tests/real/postgres/move.test.ts.
  expect([...asked, 'serve', 'database move'].toSorted()).toEqual(commands)
})
