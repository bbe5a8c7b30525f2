// The window that adds a license, in all that can come of it.
import { words } from '../../../../src-renderer/state/words.svelte.ts'
import type { Inspection } from '#shared/contract/inspection.ts'
import { scannableRequest } from '#shared/formats/activation-request.ts'
import { identity, uninspected, type FakeHost } from '../../support/fake-host.ts'
import { licenseCode, localKey, mistypedCode, otherUniqueKey, uniqueKey } from '../../support/samples.ts'
import vectors from '../../../vectors/typed-key-v1.json' with { type: 'json' }
import { neverAnswers, unreachable, type GalleryState } from '../gallery-state.ts'
import { dialog, fill, press, rowsAreThere, seeText, tick } from '../hands.ts'
import { contoso, gatheredHost } from '../samples.ts'

const page = 'licensing'
const said = () => words.page.add
const nothing = () => gatheredHost([], [])

async function openAdd(code = ''): Promise<HTMLElement> {
  await press(words.page.licensing.add)
  const window = await dialog()
  if (code !== '') await fill(said().licenseCode, code, window)
  return window
}

async function submit(code: string): Promise<HTMLElement> {
  const window = await openAdd(code)
  await press(said().submit, window)
  return window
}

async function openOffline(code = licenseCode): Promise<HTMLElement> {
  const window = await openAdd(code)
  await tick(said().enableOffline, window)
  return window
}

async function withKey(key: string, code?: string): Promise<HTMLElement> {
  const window = await openOffline(code)
  await fill(said().localLicenseKey, key, window)
  return window
}

const submitKey = async (key: string) => press(said().submit, await withKey(key))

const thisMachine: Inspection = {
  ...uninspected,
  kind: 'machine_file',
  verdict: 'holds',
  machine: { is: 'this', certain: true, here: uniqueKey, stated: uniqueKey, differentGroups: [] },
  license: {
    id: contoso.id,
    owner: contoso.owner,
    expires: '2028-02-28T23:59:59.999Z',
    products: [
      { code: 'vm', name: 'Virtualization', type: 'Socket', limit: 32, expires: null },
      { code: 'inventory', name: 'Inventory', type: 'Status', limit: null, expires: null },
    ],
  },
  issued: '2026-11-13T03:38:00.000Z',
  comparison: 'newer',
  changes: [
    {
      licenseId: contoso.id,
      owner: contoso.owner,
      kind: 'limit',
      product: { code: 'vm', name: 'Virtualization' },
      from: 16,
      to: 32,
    },
  ],
}

const anotherMachine: Inspection = {
  ...thisMachine,
  verdict: 'does_not_hold',
  machine: { is: 'other', certain: false, here: uniqueKey, stated: otherUniqueKey, differentGroups: [1] },
  license: null,
}

const overKey: Inspection = {
  ...thisMachine,
  verdict: 'does_not_hold',
  finding: { code: 'file_expired', params: { expiry: '2027-02-24T12:00:00.000Z' } },
  validUntil: '2027-02-24T12:00:00.000Z',
  comparison: null,
  changes: [],
}

/** Nobody can open it yet. */
const withoutCode: Inspection = {
  ...thisMachine,
  verdict: 'could_not_tell',
  finding: { code: 'license_code_needed', params: {} },
  license: null,
  comparison: null,
  changes: [],
}

/** A key that is compared is so with one that is here. */
const inspecting = (value: Inspection): FakeHost =>
  (value.verdict === 'holds' ? gatheredHost() : nothing()).answer('licenses.inspect', () => ({
    ok: true,
    value,
  }))

const requesting = (): FakeHost =>
  nothing().answer('machine.request', ({ code }) => ({
    ok: true,
    value: {
      uniqueKey,
      text: `${uniqueKey}\n${code ?? ''}`,
      scannable: scannableRequest({ uniqueKey, code: code === undefined || code === '' ? null : code }, null),
    },
  }))

export const addStates: readonly GalleryState[] = [
  {
    name: 'adding: the empty window',
    page,
    host: nothing,
    reach: () => openAdd(),
    shows: 'Enable Offline Licensing',
  },
  {
    name: 'adding: no code',
    page,
    host: nothing,
    reach: () => submit(''),
    shows: /There is no License Code yet/,
  },
  {
    name: 'adding: a mistyped code',
    page,
    host: nothing,
    reach: () => submit(mistypedCode),
    shows: /There is a typing error/,
  },
  {
    name: 'adding: an incomplete code',
    page,
    host: nothing,
    reach: () => submit(licenseCode.slice(0, -1)),
    shows: /24 of 25 letters/,
  },
  {
    name: 'adding: a code that the server does not know',
    page,
    host: () =>
      nothing().answer('licenses.activateOnline', () => ({
        ok: false,
        error: { code: 'license_not_found', params: {} },
      })),
    reach: () => submit(licenseCode),
    shows: 'Code: license_not_found',
  },
  {
    name: 'adding: waiting for the server',
    page,
    host: () => nothing().answer('licenses.activateOnline', neverAnswers),
    reach: () => submit(licenseCode),
    shows: 'Contacting the activation server …',
  },
  {
    name: 'adding: no way to the server',
    page,
    host: () => nothing().answer('licenses.activateOnline', () => unreachable),
    reach: () => submit(licenseCode),
    shows: 'Activate offline instead',
  },
  {
    name: 'adding: no way to the server, and the clock is wrong',
    page,
    host: () => {
      const host = nothing().answer('licenses.activateOnline', () => unreachable)
      host.clock = { state: 'behind', mark: '2027-03-09T18:00:00.000Z', now: '2027-03-09T12:00:00.000Z' }
      return host
    },
    reach: () => submit(licenseCode),
    shows: /differ by 6\shours/,
  },
  {
    name: 'adding: offline instead',
    page,
    host: () => nothing().answer('licenses.activateOnline', () => unreachable),
    reach: async () => press(said().activateOffline, await submit(licenseCode)),
    shows: 'You should provide us this unique key to get your local license key',
  },
  {
    name: 'adding: the Unique Key was copied',
    page,
    host: nothing,
    reach: async () => {
      await press(words.page.shell.copy, await openOffline())
      await seeText(words.page.shell.copied)
    },
    shows: 'Send this',
  },
  {
    name: 'adding: the Unique Key as a QR code',
    page,
    host: requesting,
    reach: async () => press(said().request.qr, await openOffline()),
    shows: 'Save as PNG',
  },
  {
    name: 'adding: the request',
    page,
    host: requesting,
    reach: async () => press(said().request.open, await openOffline()),
    shows: 'This is all that leaves this machine:',
  },
  {
    name: 'adding: a machine without an id',
    page,
    host: () =>
      nothing().answer('machine.uniqueKey', () => ({
        ok: false,
        error: { code: 'machine_id_missing', params: { system: 'linux' } },
      })),
    reach: () => openOffline(),
    shows: /systemd-machine-id-setup/,
  },
  {
    name: 'adding: an id that many machines have',
    page,
    host: () =>
      nothing().answer('machine.uniqueKey', () => ({
        ok: true,
        value: { ...identity, source: 'file', from: '/d/machine-id', advice: ['id_file_often_shared'] },
      })),
    reach: () => openOffline(),
    shows: /Many machines have the id that an administrator set/,
  },
  {
    name: 'adding: the key of another machine',
    page,
    host: () => inspecting(anotherMachine),
    reach: () => withKey(localKey),
    shows: /another machine/,
  },
  {
    name: 'adding: a key that ended',
    page,
    host: () => inspecting(overKey),
    reach: () => withKey(localKey),
    shows: /Machine file: Ended/,
  },
  {
    name: 'adding: refused, the two machines side by side',
    page,
    host: () =>
      nothing().answer('licenses.activateOffline', () => ({
        ok: false,
        error: { code: 'code_or_machine_mismatch', params: { uniqueKey, mailUniqueKey: otherUniqueKey } },
      })),
    reach: () => submitKey(localKey),
    shows: 'Code: code_or_machine_mismatch',
  },
  {
    name: 'adding: a key that is cut off',
    page,
    host: () =>
      nothing().answer('licenses.activateOffline', () => ({
        ok: false,
        error: { code: 'key_cut_off', params: {} },
      })),
    reach: () => submitKey('-----BEGIN MACHINE FILE-----'),
    shows: 'Code: key_cut_off',
  },
  {
    name: 'adding: typed rows, one right, one wrong, one half',
    page,
    host: nothing,
    reach: async () => {
      const window = await openOffline()
      await tick(said().keyForms.rows, window)
      const [first = ''] = vectors.read.rows
      const row = (number: number) => words.messages.typedRows.row(number)
      await fill(row(1), first, window)
      await fill(row(2), first, window)
      await fill(row(3), first.slice(0, 8), window)
    },
    shows: /Check row 2/,
  },
  {
    name: 'adding: the key of this machine',
    page,
    host: () => inspecting(thisMachine),
    reach: () => withKey(localKey),
    shows: /Machine file: Valid/,
  },
  {
    name: 'adding: a key that is older than the one here',
    page,
    host: () =>
      inspecting({
        ...thisMachine,
        comparison: 'older',
        changes: [],
        finding: {
          code: 'older_key',
          params: { newIssued: '2026-11-13T03:38:00.000Z', storedIssued: '2026-11-20T03:38:00.000Z' },
        },
      }),
    reach: () => withKey(localKey),
    shows: /Already activated with a newer key/,
  },
  {
    name: 'adding: a key without its License Code',
    page,
    host: () => inspecting(withoutCode),
    reach: () => withKey(localKey, ''),
    shows: 'Enter the License Code',
  },
  {
    name: 'added',
    page,
    host: () => {
      const host = nothing()
      return host.answer('licenses.activateOnline', () => {
        host.licenses = [contoso]
        return { ok: true, value: { license: contoso, renewed: false, unchanged: false, list: host.list() } }
      })
    },
    reach: async () => {
      await submit(licenseCode)
      await rowsAreThere()
      await seeText(said().activated(contoso.owner, 7))
    },
    shows: 'Contoso B.V.: 7 products activated',
  },
]
