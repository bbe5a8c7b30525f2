// Usage that was lost: a repair says so however it was lost, a second one says the same, and doctor names it (issue 12.2).
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const PRODUCT = 'virtualization'
const KINDS: readonly (readonly [string, (file: string) => void])[] = [
  ['half', (file) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40))],
  ['removed', (file) => rmSync(file)],
  ['empty', (file) => writeFileSync(file, '')],
  ['far too large', (file) => writeFileSync(file, Buffer.alloc(17 * 1024 * 1024))],
  ['a folder', (file) => [rmSync(file), mkdirSync(file)]],
  ['a link to nowhere', (file) => [rmSync(file), symlinkSync('/nowhere/at/all', file)]],
]

async function reported(overLimit: 'allow' | 'refuse', products = [`${PRODUCT}:16`]) {
  const vendor = await openVendorSide(cleanup)
  const desk = install(cleanup, await vendor.profile())
  const { key } = await vendor.sell({ products, overLimit })
  must(await desk.router.call('licenses.activateOnline', { code: key }))
  const report = async () => must(await desk.router.call('usage.set', { product: PRODUCT, usage: 3 }))
  await report()
  const isUsage = ({ where }: { readonly where: string }) => where === 'usage.json'
  return {
    file: path.join(desk.dataDir, 'usage.json'),
    report,
    repair: async () => must(await desk.router.call('store.repair', {})),
    examine: async () => must(await desk.router.call('machine.examine', {})),
    /** What doctor and the list say of it. */
    said: async () => {
      const { problems } = must(await desk.router.call('machine.examine', {}))
      const list = must(await desk.router.call('licenses.list', {}))
      return [problems.filter(isUsage), list.problems.filter(isUsage)]
    },
    mayRun: async () => {
      const answer = await desk.router.call('licenses.check', { product: PRODUCT })
      return answer.ok ? answer.value.mayRun : answer.error.code
    },
  }
}

const GONE = { where: 'usage.json', reason: 'gone' }

describe.each(['allow', 'refuse'] as const)('of a license that says “%s” over its limit', (overLimit) => {
  test.each(KINDS)('usage.json %s', async (_, lose) => {
    const { file, report, repair, said, examine, mayRun } = await reported(overLimit)
    lose(file)
    expect((await said()).map((problems) => problems.length)).toEqual([1, 1])
    for (const round of [1, 2, 3]) {
      expect((await repair()).left, String(round)).toEqual([GONE])
      expect(await said()).toEqual([[GONE], [GONE]])
    }
    expect(await mayRun()).toBe(overLimit === 'allow' ? true : 'usage_damaged')
    const failing = (await examine()).lines.flatMap(({ problem }) => problem?.code ?? [])
    expect(failing).toEqual(overLimit === 'allow' ? [] : ['usage_damaged'])
    await report()
    expect(await repair()).toEqual({ setAside: [], left: [] })
    expect(await said()).toEqual([[], []])
    expect(await mayRun()).toBe(true)
  })
})

test.each(KINDS)('usage.json %s: where no limit depends on it a repair ends it', async (_, lose) => {
  const { file, repair, said, mayRun } = await reported('refuse', [PRODUCT])
  lose(file)
  expect(await repair()).toMatchObject({ setAside: [{ where: 'usage.json' }], left: [] })
  expect(await repair()).toEqual({ setAside: [], left: [] })
  expect(await said()).toEqual([[], []])
  expect(await mayRun()).toBe(true)
})
