// What a customer's machine or a license says reaches the vendor's terminal and log as text, never as a command to them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { activateMachine } from '#server/activation/activate-machine.ts'
import { createLicense } from '#server/back-office/create-license.ts'
import { LOG_FORMATS, openLog } from '#server/cli/log.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { runHere } from '../support/command.ts'
import { expectOk, temporaryFolder, uniqueKey } from '../support/back-office.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

/** Clears the screen, rings, overwrites the line, begins one, names the window in C1, and turns the reading around. */
const HOSTILE = 'a\u001B[2Jb\u0007c\rd\ne\u009D0;f\u202Eg'
const OBEYED = /(?!\n)[\p{Cc}\p{Bidi_Control}]/u

const office = prepareBackOffice()

async function hostileOffice() {
  let id = ''
  const dataDir = await office.copy(async (folder) => {
    const vendor = expectOk(await openVendor(folder))
    const license = expectOk(
      await createLicense(vendor, { owner: 'Contoso', products: ['storage'], machines: 9 }),
    )
    id = license.id
    const { store } = vendor
    // As rows of an older version, or of another program, may say it.
    const metadata = { ...license.metadata, owner: HOSTILE, notes: HOSTILE, features: [HOSTILE] }
    await store.transaction(() => store.licenses.update(id, { ...license, metadata }, Date.now()))
    const machine = { fingerprint: HOSTILE, hostname: HOSTILE, platform: HOSTILE, name: HOSTILE }
    expectOk(await activateMachine(store, id, machine, 'license', Date.now()))
    await vendor.close()
  })
  return { dataDir, id }
}

it('in every command that prints them; each value is one line, and JSON escapes them', async () => {
  const { dataDir, id } = await hostileOffice()
  const answer = ['answer', '--license', id, '--unique-key', uniqueKey()]
  for (const argv of [
    ['license', 'list'],
    ['license', 'show', id],
    answer,
    ['machine', 'list', id],
    ['license', 'update', id, '--notes', `${HOSTILE}2`],
    ['license', 'renew', id, '--expires-in', '30'],
    ['machine', 'release', id, HOSTILE],
    ['license', 'show', HOSTILE],
    ['application', 'add', `x${HOSTILE}`, HOSTILE],
    ['answer', '--license', id, '--unique-key', HOSTILE],
    ['restore', HOSTILE],
    ['nonsense', HOSTILE],
    [HOSTILE],
    ['license', 'list', '--limit', HOSTILE],
  ]) {
    const { out, error } = await runHere(dataDir, argv)
    expect(out + error, argv.join(' ')).not.toMatch(OBEYED)
    // What was typed here has the lines that its typist gave it.
    if (!argv.some((part) => part.includes(HOSTILE))) expect(out + error).not.toMatch(/^e\uFFFD/m)
  }
  const { out } = await runHere(dataDir, ['license', 'show', id, '--json'])
  expect(out.trimEnd()).not.toMatch(/(?![\u0080-\u009F])\p{Cc}/u)
  expect(JSON.parse(out)).toMatchObject({ owner: HOSTILE })
})

it.each(LOG_FORMATS)('in the log, as %s', async (format) => {
  const file = join(temporaryFolder(), 'server.log')
  const log = expectOk(await openLog(file, join(file, '..'), format))
  const line = { method: 'GET', route: '*', status: 400, milliseconds: 1, requestId: 'id', remote: HOSTILE }
  log.access({ ...line, remote: HOSTILE.replace('\n', '') })
  log.failure('id', new Error(HOSTILE))
  expect(readFileSync(file, 'utf8')).not.toMatch(OBEYED)
})
