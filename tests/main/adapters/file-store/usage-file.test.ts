// A damaged usage.json lifts no refusal, and what can be kept of it is kept (issue 10.13).
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { PRODUCT, Scene } from '#tests/contracts/every-status/scenario.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

type Rule = 'allow' | 'refuse' | number

/** More in use than licensed, and a second product that reports too. */
async function over(rule: Rule = 'refuse') {
  const scene = await Scene.open(cleanup)
  const { desk } = await scene.online({ overLimit: rule, products: [`${PRODUCT}:16`, 'storage:10'] })
  const report = async (product: string, usage: number) =>
    must(await desk.router.call('usage.set', { product, usage }))
  await report(PRODUCT, 17)
  await report('storage', 3)
  const file = path.join(desk.dataDir, 'usage.json')
  const gate = (product = PRODUCT) => desk.router.call('licenses.check', { product })
  return { desk, file, gate, report, text: readFileSync(file, 'utf8') }
}

const lost = { ok: false, error: { code: 'usage_damaged' } }

describe('a damaged usage.json (issue 10.13)', () => {
  test.each([
    ['is empty', () => ''],
    ['has nothing but zeros', (text: string) => '\0'.repeat(text.length)],
    ['is cut in the first record', (text: string) => text.slice(0, 40)],
    ['is another JSON', () => '[]'],
    ['has records that are none', () => '{"usage":[{"product":"x"}]}'],
    ['has a wrong number', (text: string) => text.replaceAll(/"usage": \d+/g, '"usage": "many"')],
  ])('that %s makes the gate say that it cannot tell, until the product reports', async (_, damage) => {
    const { desk, file, gate, report, text } = await over()
    writeFileSync(file, damage(text))
    expect(await gate()).toMatchObject(lost)
    const { problems } = must(await desk.router.call('licenses.list', {}))
    expect(problems).toMatchObject([{ where: 'usage.json', reason: 'unreadable' }])
    await report('storage', 3)
    // Set aside and replaced: the other product still has to report.
    const kept = readdirSync(path.join(desk.dataDir, 'quarantine'))
    expect(kept).toEqual([expect.stringMatching(/^usage_json\.unreadable\./)])
    expect(readFileSync(path.join(desk.dataDir, 'quarantine', kept[0] ?? ''), 'utf8')).toBe(damage(text))
    expect(await gate()).toMatchObject(lost)
    expect(must(await gate('storage'))).toMatchObject({ mayRun: true, usage: 3 })
    await report(PRODUCT, 17)
    expect(must(await gate())).toMatchObject({ status: 'over_limit', mayRun: false })
  })

  test('cut at any length never lifts the refusal', async () => {
    const { file, gate, text } = await over()
    for (let length = 0; length < text.length - 2; length += 23) {
      writeFileSync(file, text.slice(0, length))
      const answer = await gate()
      expect([length, answer.ok && answer.value.mayRun]).toEqual([length, false])
    }
  })

  test.each([
    ['is gone', null],
    ['names nobody', '{"usage":[]}'],
    ['has a negative number', (text: string) => text.replace('"usage": 17', '"usage": -5')],
    ['has half a machine', (text: string) => text.replace('"usage": 17', '"usage": 0.5')],
    ['has a number without end', (text: string) => text.replace('"usage": 17', '"usage": 1e999')],
  ])(
    'that %s lifts no refusal of a product that reported, as its history says (issue 10.13)',
    async (_, damage) => {
      const { desk, file, gate, report, text } = await over()
      if (damage === null) rmSync(file)
      else writeFileSync(file, typeof damage === 'string' ? damage : damage(text))
      expect(await gate()).toMatchObject(lost)
      const { problems } = must(await desk.router.call('licenses.list', {}))
      expect(problems.map(({ where }) => where)).toEqual(['usage.json'])
      await report('storage', 3)
      expect(await gate()).toMatchObject(lost)
      await report(PRODUCT, 17)
      expect(must(await gate())).toMatchObject({ status: 'over_limit', mayRun: false })
    },
  )

  test('with two records of one product counts the larger, in either order (issue 10.13)', async () => {
    const { desk, file, gate, text } = await over()
    const { usage } = JSON.parse(text) as { usage: { product: string }[] }
    const smaller = { ...usage.find(({ product }) => product === PRODUCT), usage: 1 }
    for (const records of [
      [...usage, smaller],
      [smaller, ...usage],
    ]) {
      writeFileSync(file, JSON.stringify({ usage: records }))
      expect(must(await gate())).toMatchObject({ status: 'over_limit', mayRun: false, usage: 17 })
      const { problems } = must(await desk.router.call('licenses.list', {}))
      expect(problems).toMatchObject([{ where: 'usage.json', reason: 'unreadable' }])
    }
  })

  test('a folder in its place is no “yes” either, and not told as lost', async () => {
    const { desk, file, gate } = await over()
    rmSync(file)
    mkdirSync(file)
    const unread = {
      code: 'usage_not_readable',
      params: { path: 'usage.json', reason: 'not_a_file', product: PRODUCT },
    }
    expect(await gate()).toMatchObject({ ok: false, error: unread })
    const { lines } = must(await desk.router.call('machine.examine', {}))
    expect(lines.flatMap(({ problem }) => problem ?? [])).toMatchObject([
      unread,
      { code: 'store_not_usable', params: { path: file, reason: 'folder_in_the_way' } },
    ])
  })

  test('keeps the records that can still be read', async () => {
    const { file, gate, report, text } = await over()
    writeFileSync(file, text.slice(0, -6)) // every record is whole, the end of the list is gone
    expect(must(await gate())).toMatchObject({ status: 'over_limit', mayRun: false, usage: 17 })
    writeFileSync(file, text.slice(0, -8)) // the last record is not whole any more
    expect(await gate()).toMatchObject(lost)
    await report(PRODUCT, 5)
    expect(must(await gate())).toMatchObject({ mayRun: true, usage: 5 })
    expect(must(await gate('storage'))).toMatchObject({ usage: 3 })
    const whole = JSON.parse(readFileSync(file, 'utf8')) as { usage: { product: string }[] }
    expect(whole.usage.map(({ product }) => product)).toEqual(['storage', PRODUCT])
  })

  test('does not stop a product whose license allows more, or that never reported', async () => {
    const allowed = await over('allow')
    writeFileSync(allowed.file, '')
    expect(must(await allowed.gate())).toMatchObject({ mayRun: true })
    const scene = await Scene.open(cleanup)
    const { desk } = await scene.online({ overLimit: 'refuse' })
    writeFileSync(path.join(desk.dataDir, 'usage.json'), '')
    expect(must(await desk.router.call('licenses.check', { product: PRODUCT }))).toMatchObject({
      mayRun: true,
    })
  })
})
