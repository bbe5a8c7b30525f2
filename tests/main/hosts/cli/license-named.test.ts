// Which license is meant by an id, the end of a code or an owner (issue 13.17).
import { expect, test } from 'vitest'
import type { CommandContext } from '#main/hosts/cli/command-context.ts'
import { forLicense, licenseIds, meantBy } from '#main/hosts/cli/license-named.ts'
import { failure } from '#shared/contract/errors.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { err, ok } from '#shared/result.ts'
import { license, product } from '../../../renderer/support/samples.ts'

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

test('where no license goes by a name, one that cannot be read may: it is named with what helps (issue 12)', async () => {
  const notes: string[] = []
  const problems = [
    { where: 'licenses/a-9', reason: 'no_permission' },
    { where: 'usage.json', reason: 'unreadable' },
  ]
  const context = {
    messages: { ...messages, cli },
    width: null,
    note: (text: string) => void notes.push(text),
    router: { call: () => Promise.resolve(ok({ licenses: [], problems })) },
  } as unknown as CommandContext
  await forLicense('Contoso', context, (id) => Promise.resolve(err(failure('license_not_here', { id }))))
  expect(notes).toEqual([
    expect.stringMatching(/^warning: licenses\/a-9: You may not read this license\.\n.*administrator/),
  ])
})
