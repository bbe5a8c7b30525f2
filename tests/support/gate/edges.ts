// What a reader of another language may read otherwise: JSON at its edges, times and numbers at those of a language's types,
// huge files. Asked of a gate and of the reference, for there is no word to be written down for each.
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { askReference } from './ask-reference.ts'
import type { AskedGates, Difference } from './asked-gates.ts'
import { CLOCKS, NUMBERS, TEXTS, TIMES } from './edge-values.ts'
import { layOutCase, SOURCES } from './gate-case.ts'
import { GateVendor, ID, MACHINE_ID, NOW } from './gate-vendor.ts'
import { collected, withFile, type Add } from './vectors.ts'

const MIB = 1024 * 1024

function jsonAndNumbers(add: Add, v: GateVendor): void {
  const license = withFile(v, { metadata: { overLimit: 'refuse' } })
  TEXTS.forEach((text, index) =>
    add(`report ${index}: ${text.slice(0, 60)}`, '', { ...license, 'usage/alpha.json': { text } }),
  )
  for (const number of NUMBERS) {
    const record = `{"product":"alpha","usage":${number},"reportedAt":1}`
    add(`usage ${number}`, '', { ...license, 'usage.json': { text: `{"usage":[${record}]}` } })
    add(`report of ${number}`, '', { ...license, 'usage/alpha.json': { text: `{"usage":${number}}` } })
    add(`mark ${number}`, '', { ...license, 'clock.json': { text: `{"latestSigned":${number}}` } })
    add(`format ${number}`, '', { ...license, 'store.json': { text: `{"writers":1,"gate":${number}}` } })
    const days = `{"product":"alpha","usage":17,"reportedAt":1,"overLimitSince":${number},"overLimitDays":[${number}]}`
    add(`days ${number}`, '', {
      ...withFile(v, { metadata: { overLimit: 3 } }),
      'usage.json': { text: `{"usage":[${days}]}` },
    })
  }
  const over = {
    ...withFile(v, { metadata: { overLimit: 3650 } }),
    'usage.json': { text: '{"usage":[{"product":"alpha","usage":17,"reportedAt":1}]}' },
  }
  for (const clock of CLOCKS) {
    add(`clock ${clock}`, '', withFile(v, { attributes: { expiry: '2027-07-01' } }), { clock })
    add(`clock ${clock} of what never ends`, '', withFile(v), { clock })
    add(`clock ${clock} over a limit`, '', over, { clock })
    add(
      `clock ${clock} in the first year`,
      '',
      withFile(v, { meta: { issued: '0000-01-01', expiry: null } }),
      { clock },
    )
  }
}

function times(add: Add, v: GateVendor): void {
  for (const time of TIMES) {
    add(`expiry ${time}`, '', withFile(v, { attributes: { expiry: time } }))
    add(
      `product's ${time}`,
      '',
      withFile(v, { metadata: { products: [{ code: 'alpha', name: 'A', expiry: time }] } }),
    )
    add(`maintenance ${time}`, '', withFile(v, { metadata: { maintenanceUntil: time } }), {
      ask: { built: '2027-06-15' },
    })
    add(`issued ${time}`, '', withFile(v, { meta: { issued: time, expiry: null } }))
    add(
      `word of ${time}`,
      '',
      withFile(v, {}, { answer: v.answer({ says: 'SUSPENDED', meta: { code: 'SUSPENDED', ts: time } }) }),
    )
    add(
      `ended ${time}`,
      '',
      withFile(v, {}, { answer: v.answer({ says: 'EXPIRED', at: NOW - 1, attributes: { expiry: time } }) }),
    )
  }
}

/** Of what makes another value, wherever it stands. */
const MOST_OF_EACH = [
  ['{', 250_000],
  ['[', 1_999_997],
  [',', 1_999_999],
] as const

function sizes(add: Add, v: GateVendor): void {
  const usage = '{"usage":[{"product":"alpha","usage":17,"reportedAt":1}]}'
  const license = withFile(v, { metadata: { overLimit: 'refuse' } })
  for (const length of [16 * MIB, 16 * MIB + 1])
    add(`usage.json of ${length} bytes`, '', { ...license, 'usage.json': { text: usage.padEnd(length) } })
  for (const length of [262_144, 262_145]) {
    add(`key of ${length} units`, '', withFile(v, {}, { key: v.file().padEnd(length, 'ü') }))
    add(`code of ${length} units`, '', withFile(v, {}, { code: v.code.padEnd(length, '𝄞') }))
  }
  for (const bracket of ['[', '{"a":', '{'])
    for (const name of ['usage.json', 'returned.json', 'clock.json', 'store.json'])
      add(`${name} of ${bracket} a hundred thousand times`, '', {
        ...license,
        [name]: { text: bracket.repeat(100_000) },
      })
  for (const [mark, most] of MOST_OF_EACH)
    for (const count of [most, most + 1])
      for (const [name, end] of [
        ['JSON', '"}'],
        ['pieces', '"'],
      ]) {
        const start = `{"usage":[{"product":"alpha","usage":17,"reportedAt":1}],"more":"`
        const more = count - start.split(mark).length + 1
        add(`usage.json of ${count} ${mark} in ${name}`, '', {
          ...license,
          'usage.json': { text: `${start}${mark.repeat(more)}${end}` },
        })
      }
  const returned = `{"returned":[],"returned":[{"licenseId":"x"}],"givenBack":[${'{},'.repeat(9999)}{}]}`
  add('returned keys of no form', '', { ...license, 'returned.json': { text: returned } })
  const name = '\u0130K\u212A ß ﬁ ǅ 𝄞 Σς\u200B'
  add('a name of letters that become others', '', withFile(v, { metadata: {}, attributes: { name } }), {
    ask: { product: 'i-kk' },
  })
  for (const product of ['i-k-k', 'i-kk', 'ik-k', 'i-kk-'])
    add(`a name of such letters as ${product}`, '', withFile(v, { attributes: { name, metadata: {} } }), {
      ask: { product },
    })
  for (const label of ['\u0000', '\u001b[2J', '\u202e', '\ud800', '\ud83d', '𝄞', '"\\'])
    add(
      `a feature ${JSON.stringify(label)}`,
      '',
      withFile(v, { metadata: { features: [label, label, 'b'] } }),
    )
}

/** Those of the system have a bound, too; those of the kernel say no size. */
function machineIds(add: Add, v: GateVendor): void {
  const [license, id] = [withFile(v), MACHINE_ID]
  const most = 262_144
  for (const length of [most, most + 1, 16 * MIB, 16 * MIB + 1])
    for (const [name, text] of [
      ['with a line of', `${id}\n`.padEnd(length)],
      ['with a first line of', id.padEnd(length)],
      ['behind space, of', id.padStart(length)],
    ] as const) {
      add(`machine-id ${name} ${length}`, '', { ...license, 'machine-id': { text } })
      for (const source of SOURCES)
        add(`${source} ${name} ${length}`, '', license, {
          without: ['machine-id'],
          sources: { [source]: { text } },
        })
    }
  for (const source of SOURCES)
    add(`${source} of the kernel`, '', license, {
      without: ['machine-id'],
      sources: { [source]: { link: '/proc/sys/kernel/random/boot_id' } },
    })
}

/** Whoever may enter a folder reads what it knows by name. */
function closedToListing(add: Add, v: GateVendor): void {
  const license = withFile(v, {}, { answer: v.answer({ says: 'SUSPENDED' }) })
  for (const place of ['.', `licenses/${ID}`, `licenses/${ID}/answers`])
    add(`${place} may be entered and not listed`, '', { ...license, [place]: { folder: true, mode: 0o711 } })
}

/** `root`: an empty folder. What the gates answer otherwise than the reference, and how many were asked. */
export async function differencesAtEdges(gates: AskedGates, root: string) {
  chmodSync(root, 0o755)
  const cases = collected(new GateVendor(), [jsonAndNumbers, times, sizes, machineIds, closedToListing])
  const differences: Difference[] = []
  for (const [index, { name, ...one }] of cases.entries()) {
    const folder = path.join(root, String(index))
    mkdirSync(folder)
    layOutCase(one, folder)
    const found = await gates.differences(name, one, folder, () => askReference(one, folder))
    differences.push(...found)
    rmSync(folder, { recursive: true })
  }
  return { differences, asked: cases.length }
}
