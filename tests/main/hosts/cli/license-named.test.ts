// Which license is meant by an id, the end of a code or an owner (issue 13.17).
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { CommandContext } from '#main/hosts/cli/command-context.ts'
import { forLicense, licenseIds, meantBy } from '#main/hosts/cli/license-named.ts'
import { failure } from '#shared/contract/errors.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { err, ok } from '#shared/result.ts'
import { openBentWay } from '#tests/support/bent-way.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { writeMachineId } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { license, product } from '../../../renderer/support/samples.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const of = (id: string, owner: string, codeMasked: string) => ({
  ...license(owner, [product('Storage')]),
  id,
  codeMasked,
})
const licenses = [
  of('a-1', 'Contoso', '•••••-H3F6P'),
  of('a-2', 'Contoso', '•••••-57WW4'),
  of('a-3', 'Fabrikam', '•••••-•••••'),
  of('a-4', '', '•••••-A1111'),
]

test.each([
  ['a-2', ['a-2']],
  ['h3f6p', ['a-1']],
  ['•••••-57WW4', ['a-2']],
  ['fabrikam ', ['a-3']],
  ['Contoso', ['a-1', 'a-2']],
  ['F6P', []],
  ['•••••', []],
  ['', []],
])('%j names %j', (named, ids) => {
  expect(meantBy(named, licenses).map(({ id }) => id)).toEqual(ids)
})

test('list names what may be named: id, end of the code, owner', () => {
  const [head, , contoso] = licenseIds(licenses, { messages: { ...messages, cli }, width: null }).split('\n')
  expect(head?.split(/ +/)).toEqual(['LICENSE', 'CODE', 'OWNER'])
  expect(contoso?.split(/ +/)).toEqual(['a-1', '•••••-H3F6P', 'Contoso'])
})

test('where no license goes by a name, one that cannot be read may: it is no “not here”, and each of them is named (issue 12)', async () => {
  const notes: string[] = []
  const problems = [
    { where: 'licenses/a-9', reason: 'no_permission' },
    { where: 'licenses/a-8', reason: 'incomplete' },
    { where: 'usage.json', reason: 'unreadable' },
  ]
  const context = {
    messages: { ...messages, cli },
    width: null,
    note: (text: string) => void notes.push(text),
    router: { call: () => Promise.resolve(ok({ licenses: [], problems })) },
  } as unknown as CommandContext
  const refused = await forLicense('Contoso', context, (id) =>
    Promise.resolve(err(failure('license_not_here', { id }))),
  )
  const params = { id: 'a-9', path: 'licenses/a-9', reason: 'no_permission' }
  expect(refused).toEqual(err(failure('license_not_readable', params)))
  expect(notes).toEqual([
    expect.stringMatching(/^warning: licenses\/a-8: /),
    'No license that can be read goes by “Contoso”.',
  ])
})

test('a license that is here and cannot be read is so for every command, by whatever it is named (issue 12)', async () => {
  const { desk, vendor, license, activate } = await openBentWay(cleanup)
  must(await activate())
  const profile = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(profile, JSON.stringify(await vendor.profile()))
  const folder = path.join(desk.dataDir, 'licenses', license.id)
  const statusOf = async (...args: readonly string[]) => {
    const run = await runDeskHere(['--vendor', profile, '--data-dir', desk.dataDir, '--json', ...args])
    return [run.status, (JSON.parse(run.stdout) as { error?: { code: string } }).error?.code]
  }
  // A file that opens says whose it is, though it does not hold without the server's answer.
  const answer = path.join(folder, 'answers', 'validation.json')
  const kept = readFileSync(answer)
  rmSync(answer)
  expect(await statusOf('code', 'Contoso B.V.')).toEqual([0, undefined])
  writeFileSync(answer, kept)
  // Of a damaged key the code is known, and the owner is not.
  writeFileSync(path.join(folder, 'machine.lic'), 'damaged')
  expect(await statusOf('code', license.key.slice(-5))).toEqual([0, undefined])
  expect(await statusOf('code', 'Contoso B.V.')).toEqual([4, 'license_not_readable'])
  rmSync(path.join(folder, 'machine.lic'))
  for (const named of ['Contoso B.V.', license.key.slice(-5), license.id])
    for (const command of [['deactivate'], ['code'], ['certificate', '--format', 'html']])
      expect([named, ...(await statusOf(...command, named))]).toEqual([named, 4, 'license_not_readable'])
})

test('a license whose answer of the server is missing, or that was given back, shows its owner; of another machine’s it is said that none is known (issue 12)', async () => {
  const { desk, vendor, license, activate } = await openBentWay(cleanup)
  must(await activate())
  const owners = async (at: typeof desk) =>
    must(await at.router.call('licenses.list', {})).licenses.map((one) => [one.owner, one.problem])
  const answer = path.join(desk.dataDir, 'licenses', license.id, 'answers', 'validation.json')
  const kept = readFileSync(answer)
  rmSync(answer)
  expect(await owners(desk)).toEqual([['Contoso B.V.', 'answer_missing']])
  writeFileSync(answer, kept)
  const givenBack = { licenseId: license.id, issued: Date.now() + 1000, givenBack: 1 }
  must(await desk.store.write((writer) => writer.putGivenBack(givenBack)))
  expect(await owners(desk)).toEqual([['Contoso B.V.', 'key_returned']])
  writeMachineId(desk.dataDir, 'f'.repeat(31) + '0')
  expect(await owners(desk)).toEqual([['', 'code_or_machine_mismatch']])
  const profile = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(profile, JSON.stringify(await vendor.profile()))
  const run = await runDeskHere([
    '--vendor',
    profile,
    '--data-dir',
    desk.dataDir,
    'deactivate',
    'Contoso B.V.',
  ])
  expect([run.status, run.stderr]).toEqual([
    1,
    expect.stringMatching(/has no owner there: name it by its id/),
  ])
})
