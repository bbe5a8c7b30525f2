// How a store of chance is damaged: its keys, its reported usage, or whatever file.
import { DAY, HOUR } from '#shared/instant.ts'
import type { Chance } from './chance.ts'
import type { Entries, Entry, GateCase } from './gate-case.ts'
import { NOW } from './gate-vendor.ts'

export function lostUsage(chance: Chance): Entries {
  if (chance.happens(0.3))
    return { 'usage/alpha.json': { text: chance.oneOf(['', '{"usage":-1}', '[]', '{"usage":1e300}']) } }
  const text = chance.oneOf([
    null,
    '',
    '{"usage":[{"product":"alpha","usa',
    '{"usage":[{"product":"alpha"}]}',
    '{"usage":[],"incomplete":true}',
  ])
  return {
    'usage-history/alpha.json': { text: '{"points":[]}' },
    ...(text !== null && { 'usage.json': { text } }),
  }
}

export function unreadUsage(chance: Chance): Entries {
  if (chance.happens(0.3))
    return {
      'usage/alpha.json': chance.oneOf<Entry>([
        { folder: true },
        { link: '/dev/null' },
        { text: '{"usage":1}', mode: 0o666 },
      ]),
    }
  if (chance.happens(0.3)) return { usage: { text: '' } }
  return {
    'usage-history/alpha.json': { text: '{"points":[]}' },
    'usage.json': chance.oneOf<Entry>([{ folder: true }, { link: 'x' }, { text: '{"usage":[]}', mode: 0 }]),
  }
}

/** Of a key: what no reader of any kind makes whole again. */
export function cutOrChanged(text: string, chance: Chance): string {
  if (chance.happens(0.4)) return text.slice(0, chance.upTo(Math.floor(text.length * 0.9)))
  const letters = text.includes('-----') ? 'ABCDEFGHabcdefgh0123456789' : '23456789ABCDEFGHJKMNPQRSTVWXYZ'
  const place = text.includes('-----') ? text.indexOf('\n') + 1 + chance.upTo(50) : 5 + chance.upTo(5)
  const letter = Array.from(letters).find((one) => one !== text[place] && chance.happens(0.3)) ?? 'Q'
  return text.slice(0, place) + letter + text.slice(place + 1)
}

/** One or two files of it are not as they were. */
export function damaged(one: GateCase, chance: Chance): GateCase {
  const store: Record<string, Entry> = { ...one.store }
  for (let count = chance.upTo(3); count > 0; count -= 1) {
    const place = chance.oneOf(Object.keys(store)) ?? ''
    const entry = store[place]
    if (!entry || !('text' in entry)) continue
    const isKey = /\/(machine\.lic|typed\.key)$/.test(place)
    const how = chance.upTo(isKey ? 3 : 6)
    if (how === 0) store[place] = { text: cutOrChanged(entry.text, chance) }
    else if (how === 1)
      store[place] = chance.oneOf<Entry>([
        { folder: true },
        { link: 'nowhere' },
        { text: '' },
        { text: '\0' },
      ])
    else if (how === 2) Reflect.deleteProperty(store, place)
    else store[place] = { base64: changedBytes(entry.text, chance).toString('base64') }
  }
  return { ...one, store, clock: chance.happens(0.2) ? NOW + chance.between(-400, 400) * DAY + HOUR : NOW }
}

function changedBytes(text: string, chance: Chance): Buffer {
  const bytes = Buffer.from(text)
  for (let count = 1 + chance.upTo(3); count > 0 && bytes.length > 0; count -= 1)
    bytes[chance.upTo(bytes.length)] = chance.oneOf([
      0xff,
      0xc3,
      0x5c,
      0x22,
      0x7b,
      0x7d,
      0x2e,
      0x65,
      0x2d,
      0x20,
      0x30 + chance.upTo(10),
      32 + chance.upTo(95),
    ])
  return bytes
}
