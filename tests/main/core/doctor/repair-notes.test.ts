// A damaged note of a deactivation does not keep a seat for good: a repair writes it anew, or says what to do (issue 12.2).
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { explainStoreProblem } from '#shared/messages/explain-store-problem.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { activatedWay, cut, deactivate, isNoted, listed, refresh } from '#tests/support/activated-way.ts'
import { straight } from '#tests/support/bent-way.ts'
import { whileDamaged } from '#tests/support/damage.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { unusedPort } from '#tests/support/unused-port.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const MINUTE = 60_000

/** A license whose seat the server freed, and whose note is all that says so. */
async function begun() {
  const way = await activatedWay(cleanup)
  const { desk, license } = way
  way.between.bend = cut
  await deactivate(desk, way)
  way.between.bend = straight
  const at = (...names: string[]) => path.join(desk.dataDir, ...names)
  const where = `returns/${license.id}.json`
  const repair = async () => must(await desk.router.call('store.repair', {}))
  return { ...way, at, note: at(where), where, repair }
}

const instead = (make: (place: string) => void) => (place: string) => {
  rmSync(place)
  make(place)
}
const KINDS: readonly [string, (place: string) => void][] = [
  ['cut', (place) => writeFileSync(place, readFileSync(place, 'utf8').slice(0, 90))],
  ['empty', (place) => writeFileSync(place, '')],
  ['none of ours', (place) => writeFileSync(place, '{"this": "is none of ours"}')],
  ['far too large', (place) => truncateSync(place, 2 ** 32)],
  ['a folder', instead((place) => mkdirSync(place))],
  ['a link to nowhere', instead((place) => symlinkSync('/nowhere/at/all', place))],
]

describe('a begun note that is', () => {
  test.each(KINDS)(
    '%s is written anew by a repair where its license is here, and kept aside',
    async (_, damage) => {
      const { desk, clock, note, where, at, repair, seats } = await begun()
      damage(note)
      expect(await repair()).toMatchObject({ setAside: [{ where, reason: 'renewed' }], left: [] })
      expect([await seats(), await isNoted(desk)]).toEqual([0, true])
      expect(readdirSync(at('quarantine'))).toEqual([expect.stringMatching(/^returns_.+\.renewed\./)])
      // What was begun before may have been on its way until now.
      clock.at += MINUTE
      expect((await refresh(desk)).returns).toMatchObject([{ problem: null, begun: 'deactivated' }])
      expect((await listed(desk)).licenses).toEqual([])
    },
  )
})

test('a repair tells of a note that it wrote anew that a refresh asks how it came out', async () => {
  const { note, repair } = await begun()
  writeFileSync(note, 'x')
  const [problem] = (await repair()).setAside
  const said = problem && explainStoreProblem(problem, messages, true)
  expect(said).toEqual({
    what: expect.stringContaining('a new one is in its place') as string,
    todo: expect.stringContaining('Refresh') as string,
  })
})

test('of one whose license is not here, or is another machine’s, it says what to do: nothing is written anew', async () => {
  for (const machine of ['this', 'another'] as const) {
    const { desk, license, note, where, at, vendor } = await begun()
    writeFileSync(note, 'x')
    if (machine === 'this') rmSync(at('licenses', license.id), { recursive: true })
    const other = install(cleanup, await vendor.profile(), { dataDir: desk.dataDir })
    const repaired = must(await (machine === 'this' ? desk : other).router.call('store.repair', {}))
    const [problem] = [...repaired.setAside, ...repaired.left].filter((one) => one.where === where)
    expect(problem).toMatchObject({ reason: machine === 'this' ? 'note_lost' : 'unreadable' })
    expect(problem && explainStoreProblem(problem, messages, true).todo).toBe(
      machine === 'this'
        ? 'Ask the vendor to free the place of this machine for that license, then remove the note.'
        : 'If its license is still in the list, deactivate it again; else ask the vendor to free the place of this machine.',
    )
    expect(readdirSync(at('returns'))).toEqual(machine === 'this' ? [path.basename(note)] : [])
  }
})

describe('of one that was to be given back, whose license is not here any more, and that is', () => {
  test.each(KINDS)(
    '%s, the license is named by what else knows it, each time, and by doctor (issue 12.2)',
    async (_, damage) => {
      const way = await activatedWay(cleanup)
      const { desk, license } = way
      const [here] = (await listed(desk)).licenses
      const away = await way.withWay(`http://127.0.0.1:${await unusedPort()}/v1`)
      must(await deactivate(away, way, true))
      const where = `returns/${license.id}.json`
      const logged = readFileSync(path.join(desk.dataDir, 'activity.jsonl'), 'utf8')
      damage(path.join(desk.dataDir, where))
      const repair = async () => must(await desk.router.call('store.repair', {}))
      const known = { id: license.id, owner: here?.owner ?? '', codeMasked: here?.codeMasked ?? '' }
      const named = { where, reason: 'note_lost', license: known }
      for (const round of [1, 2]) {
        expect(await repair(), String(round)).toEqual({ setAside: [], left: [named] })
        expect(must(await desk.router.call('machine.examine', {})).problems).toContainEqual(named)
        expect((await listed(desk)).problems).toContainEqual(named)
      }
      expect(explainStoreProblem(named, messages).todo).not.toContain('repair')
      // Without the log it is its name that tells.
      expect(logged).toContain('"deactivate"')
      rmSync(path.join(desk.dataDir, 'activity.jsonl'))
      expect((await repair()).left).toMatchObject([
        { where, reason: 'note_lost', license: { id: license.id } },
      ])
      rmSync(path.join(desk.dataDir, where), { recursive: true })
      expect(await repair()).toEqual({ setAside: [], left: [] })
    },
  )
})

describe('of one whose license is not here, and of which enough can be read, a repair writes it anew as begun (issue 12):', () => {
  const cutBehind = (text: string, member: string) =>
    text.slice(0, text.indexOf(`"${member}"`) + member.length)

  // Whose machine it is, this machine knows.
  test.each(['since', 'fingerprint'])(
    'the next refresh frees the place of one that was given back: cut behind “%s”',
    async (member) => {
      const way = await activatedWay(cleanup)
      const { desk, license, seats } = way
      const away = await way.withWay(`http://127.0.0.1:${await unusedPort()}/v1`)
      must(await deactivate(away, way, true))
      const note = path.join(desk.dataDir, 'returns', `${license.id}.json`)
      const text = readFileSync(note, 'utf8')
      writeFileSync(note, cutBehind(text, member))
      const where = `returns/${license.id}.json`
      expect(must(await desk.router.call('store.repair', {})).setAside).toMatchObject([
        { where, reason: 'renewed', license: { id: license.id } },
      ])
      expect(await seats()).toBe(1)
      expect((await refresh(desk)).returns).toMatchObject([{ problem: null, begun: 'deactivated' }])
      expect([await seats(), readdirSync(path.dirname(note)), (await listed(desk)).licenses]).toEqual([
        0,
        [],
        [],
      ])
    },
  )

  test('and asks about one that was only begun, of which it frees nothing', async () => {
    const { desk, vendor, clock, license, note, where, at, repair } = await begun()
    must(await desk.router.call('licenses.activateOnline', { code: (await vendor.sell()).key }))
    rmSync(at('licenses', license.id), { recursive: true })
    writeFileSync(note, cutBehind(readFileSync(note, 'utf8'), 'begun'))
    expect((await repair()).setAside).toMatchObject([{ where, reason: 'renewed' }])
    clock.at = Date.now() + MINUTE
    expect((await refresh(desk)).returns).toMatchObject([
      { id: license.id, begun: 'deactivated', problem: null },
    ])
    expect(readdirSync(at('returns'))).toEqual([])
  })

  test('not where it says too little, or lies in the place of another license’s', async () => {
    const { license, note, where, at, repair } = await begun()
    rmSync(at('licenses', license.id), { recursive: true })
    const text = readFileSync(note, 'utf8')
    for (const spoilt of [cutBehind(text, 'code'), cutBehind(text.replace(license.id, 'another'), 'since')]) {
      writeFileSync(note, spoilt)
      const problem = (await repair()).left.find((one) => one.where === where)
      expect(problem).toMatchObject({ reason: 'note_lost', license: { id: license.id } })
      expect(readFileSync(note, 'utf8')).toBe(spoilt)
    }
  })
})

test('one whose license cannot be read stays for whoever can, and is named as left', async () => {
  const { note, where, at, license, repair } = await begun()
  writeFileSync(note, 'x')
  const file = at('licenses', license.id, 'machine.lic')
  const { left } = await whileDamaged({ kind: 'EIO', code: 'EIO' }, { file, aside: '' }, repair)
  expect(left).toContainEqual({ where, reason: 'unreadable' })
  expect(readFileSync(note, 'utf8')).toBe('x')
  expect((await repair()).setAside).toMatchObject([{ where, reason: 'renewed' }])
})

test('a second try that reaches nobody does not call off what a damaged note may be of', async () => {
  const way = await begun()
  writeFileSync(way.note, 'x')
  const away = await way.withWay(`http://127.0.0.1:${await unusedPort()}/v1`)
  expect(await deactivate(away, way)).toMatchObject({ error: { code: 'deactivation_unknown' } })
  expect(await isNoted(way.desk)).toBe(true)
})
