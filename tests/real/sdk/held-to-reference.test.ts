// What every gate is held to, in whatever language: the vectors, stores of chance, edges, and folders that change meanwhile.
import { chmodSync, cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readGateProfile } from '#main/hosts/library/gate-profile.ts'
import { PATIENCE, type AskedProgram } from '#tests/support/gate/ask-program.ts'
import { askReference } from '#tests/support/gate/ask-reference.ts'
import { AskedGates } from '#tests/support/gate/asked-gates.ts'
import { ASKERS } from '#tests/support/gate/askers.ts'
import { compareRandomStores, differencesInVectors, STORES } from '#tests/support/gate/differences.ts'
import { differencesAtEdges } from '#tests/support/gate/edges.ts'
import { dataDirOf, layOutCase } from '#tests/support/gate/gate-case.ts'
import { GateVendor, ID, kept, MACHINE_ID, NOW, STORE } from '#tests/support/gate/gate-vendor.ts'
import { LARGE_STORES, TIMES } from '#tests/support/gate/large-stores.ts'
import { layOutMachine, MACHINE_IDS } from '#tests/support/gate/machine-ids.ts'
import { ProductOf } from '#tests/support/gate/product-of.ts'
import { profileTexts } from '#tests/support/gate/profiles.ts'
import { needTool } from '#tests/support/tools.ts'

const { folder, end } = new ProductOf('all')
afterAll(end)

const here = ASKERS.filter(({ tool }) => tool === null || tool.find() !== null)
let starts: readonly (readonly [string, () => AskedProgram])[] = []
beforeAll(async () => {
  starts = await Promise.all(
    here.map(async ({ language, build }) => [language, await build(folder)] as const),
  )
}, PATIENCE)

/** Started anew. */
const gates = () => new AskedGates(Object.fromEntries(starts.map(([language, start]) => [language, start()])))

const silent = async (asked: AskedGates) => expect(await asked.end()).toBe('')

test.for(ASKERS)('the gate for $language is among those that are asked', ({ tool }, context) => {
  if (tool !== null) needTool(tool, context)
})

test(
  'every vector is answered as it is written, at a path with spaces and letters beyond ASCII',
  { timeout: PATIENCE },
  async () => {
    const asked = gates()
    expect(await differencesInVectors(asked, folder('the vectors, ä 𝄞'))).toEqual([])
    await silent(asked)
  },
)

test(`${STORES} stores of chance are answered alike`, { timeout: PATIENCE }, async () => {
  const asked = gates()
  const { seed, ...found } = await compareRandomStores(asked, folder('stores'))
  expect(found, `seed ${seed}`).toEqual({ differences: [], rare: [] })
  await silent(asked)
})

test('JSON, times, numbers and sizes at their edges are answered alike', { timeout: PATIENCE }, async () => {
  const asked = gates()
  const { differences, asked: count } = await differencesAtEdges(asked, folder('edges'))
  expect(differences).toEqual([])
  expect(count).toBeGreaterThan(400)
  await silent(asked)
})

test('each system’s machine id is read alike; no Windows and no macOS ran it', async () => {
  const asked = gates()
  const root = folder('machines')
  for (const [index, one] of MACHINE_IDS.entries()) {
    const place = path.join(root, String(index))
    mkdirSync(place)
    layOutMachine(one, place)
    const meant = one.id === undefined ? { error: { code: one.error } } : { id: one.id }
    for (const [gate, told] of await asked.machine(one.system, place))
      expect(told, `${gate}, ${one.system}: ${one.name}`).toEqual(meant)
  }
  await silent(asked)
})

/** A folder in which a license of these terms lies, and what is asked of it. */
function laidOut(name: string, terms: Parameters<GateVendor['file']>[0] = {}) {
  const [place, vendor] = [folder(name), new GateVendor()]
  const license = kept({ key: vendor.file(terms), code: vendor.code })
  layOutCase({ store: { ...STORE, ...license }, sources: {} }, place)
  return { place, vendor, question: { profile: vendor.profile(), clock: NOW, ask: { product: 'alpha' } } }
}

test('a vendor profile is read, or refused, alike', { timeout: PATIENCE }, async () => {
  const asked = gates()
  const { place, vendor, question } = laidOut('profile')
  for (const [name, text] of profileTexts(vendor)) {
    const isRead = readGateProfile(text) !== null
    const answers = await asked.ask(question, place, { profileText: text })
    const said = answers.map(([gate, answer]) => [gate, !JSON.stringify(answer).includes('profile_invalid')])
    expect(said, name).toEqual(answers.map(([gate]) => [gate, isRead]))
  }
  await silent(asked)
})

test('a data folder is where its text says, and one that can be none is refused alike', async () => {
  const asked = gates()
  const { place, question } = laidOut('named')
  const dataDir = dataDirOf(place)
  layOutMachine({ name: '', system: 'linux', files: { '/etc/machine-id': MACHINE_ID } }, place)
  symlinkSync(folder('elsewhere'), path.join(place, 'link'))
  symlinkSync('loop', path.join(place, 'loop'))
  for (const named of [
    `${place}/link/../data`,
    `${place}//data/.//`,
    `/${dataDir}`,
    `//${dataDir}`,
    // As long as one may be, but for a “/” that does not count.
    `/${`${place}/${'x'.repeat(240)}/`.padEnd(490, 'y')}`,
    path.relative(process.cwd(), dataDir),
    `${place}/${'x'.repeat(256)}`,
    `${place}${'/x'.repeat(250)}`,
    `${place}/vendor.json/data`,
    `${dataDir}/../gone`,
    `${place}/loop/data`,
    `${place}/loop`,
  ]) {
    const root = path.resolve(named)
    const reference = await askReference(question, place, root)
    for (const [gate, answer] of await asked.ask(question, place, { dataDir: named }))
      expect(answer, `${gate}: ${named}`).toEqual(reference)
  }
  await silent(asked)
})

test('a data folder that can be none is an input that is none', async () => {
  const asked = gates()
  const { place, question } = laidOut('none')
  const [zero, surrogate] = ['\u2400', '\u241b'] // their pictures: a line has neither
  // The texts of C and Go are bytes: those of C have no zero, those of both no surrogates.
  const unable = new Map([
    [zero, ['C']],
    [surrogate, ['C', 'Go']],
    ['\ufffd', []],
    ['/\ufffd/..', []],
  ])
  for (const [named, without] of unable) {
    const answers = await asked.ask(question, place, { dataDir: `${dataDirOf(place)}${named}` })
    const able = answers.filter(([gate]) => !without.includes(gate))
    expect(able.length).toBe(answers.length - without.length)
    for (const [gate, answer] of able) expect(answer, gate).toEqual({ error: { code: 'invalid_input' } })
  }
  await silent(asked)
})

/** What no text can be called: as bytes below the folder. */
const UNNAMED = [[0xff], [0x61, 0xe4], [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xf0, 0x9d, 0x84]].map((bytes) =>
  Buffer.from(bytes),
)
const unnamed = (folderOf: string, name: Buffer) => Buffer.concat([Buffer.from(`${folderOf}/`), name])

test('a data folder that is no UTF-8, or lies in one, is an input that is none', async () => {
  const asked = gates()
  const { place, question } = laidOut('bytes')
  for (const bytes of UNNAMED) {
    // By each of these the store can be reached.
    symlinkSync('data', unnamed(place, Buffer.concat([bytes, Buffer.from('x')])))
    symlinkSync('.', unnamed(place, bytes))
    for (const below of ['x', '/data', '/../data']) {
      const dataDir = Buffer.concat([unnamed(place, bytes), Buffer.from(below)])
      for (const [gate, answer] of await asked.ask(question, place, { dataDir }))
        expect(answer, `${gate}: ${bytes.toString('hex')}${below}`).toEqual({
          error: { code: 'invalid_input' },
        })
    }
  }
  await silent(asked)
})

test('a name among the licenses that is no UTF-8 is an unreadable license, at once', async () => {
  const asked = gates()
  const alone = { error: { code: 'license_damaged', path: 'licenses/\uFFFD' } }
  for (const [index, { whose, ask, meant }] of [
    { whose: 'beside one that runs', ask: 'alpha', meant: { mayRun: true } },
    { whose: 'beside one of another product', ask: 'beta', meant: alone },
    { whose: 'alone', ask: 'alpha', meant: alone },
    // The folder that the text would open is none that holds.
    { whose: 'beside the name that it is read as', ask: 'beta', meant: alone },
  ].entries())
    for (const bytes of UNNAMED) {
      const { place, question } = laidOut('unnamed')
      const licenses = path.join(dataDirOf(place), 'licenses')
      const staging = path.join(dataDirOf(place), 'staging')
      mkdirSync(staging)
      mkdirSync(unnamed(licenses, bytes))
      mkdirSync(unnamed(staging, bytes))
      if (index === 2) rmSync(path.join(licenses, ID), { recursive: true })
      if (index === 3)
        cpSync(path.join(licenses, ID), path.join(licenses, bytes.toString()), { recursive: true })
      const of = { ...question, ask: { product: ask } }
      const reference = await askReference(of, place)
      const shown = meant === alone ? { error: { ...alone.error, path: `licenses/${String(bytes)}` } } : meant
      expect(reference, whose).toMatchObject(shown)
      for (const [gate, answer] of await asked.ask(of, place))
        expect(answer, `${gate}: ${bytes.toString('hex')} ${whose}`).toEqual(reference)
    }
  await silent(asked)
})

test('a thousand reports are read, and none of a thousand and one', async () => {
  const asked = gates()
  const { place, question } = laidOut('reports', { metadata: { overLimit: 'refuse' } })
  const usage = path.join(dataDirOf(place), 'usage')
  mkdirSync(usage)
  const report = (product: string, text: string) => writeFileSync(path.join(usage, `${product}.json`), text)
  report('alpha', '{"usage":17}')
  for (let count = 1; count < 1000; count += 1) report(`p${count}`, '{"usage":1}')
  for (const meant of [
    { usage: 17 },
    { error: { code: 'usage_damaged', path: 'usage', product: 'alpha' } },
  ]) {
    const reference = await askReference(question, place)
    expect(reference).toMatchObject(meant)
    for (const [gate, answer] of await asked.ask(question, place)) expect(answer, gate).toEqual(reference)
    report('one-more', '{"usage":1}')
  }
  await silent(asked)
})

/** What JSON has short forms for, what a terminal would obey, and what is beside it. */
const ODD = String.fromCodePoint(
  ...Array.from({ length: 31 }, (_, index) => index + 1),
  ...[0x22, 0x5c, 0x7f, 0x80, 0x9f, 0xa0, 0x61b, 0x61c, 0x61d, 0x200d, 0x200e, 0x200f, 0x2010, 0x2029],
  ...[0x202a, 0x202e, 0x202f, 0x2065, 0x2066, 0x2069, 0x206a, 0xfeff, 0x1d11e],
)

test('no name in the data folder begins a line of what is said for people, nor one of JSON', async () => {
  const asked = gates()
  for (const name of [
    'x\nalpha: may run (Active). All is well',
    'x\r\ny',
    'x\u0085y',
    'x\u2028y\u2029z',
    ODD,
  ]) {
    const { place, question } = laidOut('lines')
    mkdirSync(path.join(dataDirOf(place), 'licenses', name))
    const of = { ...question, ask: { product: 'beta' } }
    const reference = await askReference(of, place)
    expect(reference).toMatchObject({ error: { code: 'license_damaged', path: `licenses/${name}` } })
    for (const [gate, answer] of await asked.ask(of, place)) expect(answer, gate).toEqual(reference)
  }
  await silent(asked)
})

test.for(LARGE_STORES)(
  '$most $name take about as many times longer as there are more of them',
  { timeout: PATIENCE },
  async ({ most, store }) => {
    const asked = gates()
    const vendor = new GateVendor()
    const question = { profile: vendor.profile(), clock: NOW, ask: { product: 'alpha' } }
    const [small, large] = [most / TIMES, most].map((count) => {
      const place = folder('large')
      layOutCase({ store: { ...STORE, ...store(count, vendor) }, sources: {} }, place)
      return place
    })
    await asked.cost(question, small ?? '') // what is compiled and loaded is by then
    const before = await asked.cost(question, small ?? '')
    const after = await asked.cost(question, large ?? '')
    expect(new Set(after.map(({ answer }) => JSON.stringify(sorted(answer)))).size).toBe(1)
    for (const [index, { gate, cost }] of after.entries())
      // Thrice as much is noise; sixteen times as much, with what is too short to be measured, would be every one beside every one.
      expect(cost, gate).toBeLessThan(3 * TIMES * Math.max(before[index]?.cost ?? 0, 50))
    await silent(asked)
  },
)

/** Members may come in any order. */
const sorted = (answer: unknown): unknown =>
  Object.entries(answer as object).toSorted(([one], [other]) => (one < other ? -1 : 1))

test('a license that a writer replaces is found at every moment', { timeout: PATIENCE }, async () => {
  const asked = gates()
  const { place, question } = laidOut('replaced')
  for (let count = 0; count < 200; count += 1) {
    const answers = asked.ask(question, place)
    for (let more = 0; more < 4; more += 1) {
      replaceLicense(dataDirOf(place))
      await new Promise(setImmediate)
    }
    for (const [gate, answer] of await answers)
      expect(answer, gate).toMatchObject({ mayRun: true, status: 'active' })
  }
  await silent(asked)
})

test.each([
  ['by itself', true],
  ['by way of the desk', false],
])(
  'a product that reports for the first time, %s, is answered at every moment',
  { timeout: PATIENCE },
  async (_, isOwn) => {
    const asked = gates()
    const { place, question } = laidOut('reported', { metadata: { overLimit: 'refuse' } })
    for (let count = 0; count < 200; count += 1) {
      const answers = asked.ask(question, place)
      for (let wait = count % 10; wait > 0; wait -= 1) await new Promise(setImmediate)
      reportAt(dataDirOf(place), 'alpha', isOwn)
      for (const [gate, answer] of await answers)
        expect([null, 17], gate).toContain((answer as { usage?: number | null }).usage)
      for (const [gate, answer] of await asked.ask(question, place))
        expect(answer, gate).toMatchObject({ status: 'over_limit', usage: 17 })
      for (const name of ['usage', 'usage.json', 'usage-history'])
        rmSync(path.join(dataDirOf(place), name), { recursive: true, force: true })
    }
    await silent(asked)
  },
)
/** A product's own report, or the desk's record with the history behind it: whole by a rename, and the record first. */
function reportAt(dataDir: string, product: string, isOwn: boolean): void {
  const put = (place: string, text: string) => {
    const file = path.join(dataDir, place)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, text)
    chmodSync(`${file}.new`, 0o644)
    renameSync(`${file}.new`, file)
  }
  if (isOwn) {
    put(`usage/${product}.json`, '{"usage":17}')
    return
  }
  put('usage.json', JSON.stringify({ usage: [{ product, usage: 17, reportedAt: NOW }] }))
  put(`usage-history/${product}.json`, '{"points":[]}')
}

/** By two renames, as the desk does. */
function replaceLicense(dataDir: string): void {
  const at = (...names: readonly string[]) => path.join(dataDir, ...names)
  mkdirSync(at('staging'), { recursive: true })
  cpSync(at('licenses', ID), at('staging', `${ID}.new`), { recursive: true })
  renameSync(at('licenses', ID), at('staging', `${ID}.old.removed`))
  renameSync(at('staging', `${ID}.new`), at('licenses', ID))
  rmSync(at('staging', `${ID}.old.removed`), { recursive: true })
}
