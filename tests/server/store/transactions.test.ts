// What a store promises of its transactions, whatever is asked of it meanwhile (issue 19).
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { activateMachine } from '#server/activation/activate-machine.ts'
import type { Store } from '#server/store/store.ts'
import { openBackOffice, START } from '../support/back-office.ts'

const product = (code: string) => ({ id: code, code, name: code, created: START })
const codesIn = async (store: Store) => (await store.products.all()).map(({ code }) => code)

describe('a transaction', () => {
  it('is seen by nobody before it is whole, and by itself at once', async () => {
    const { store } = (await openBackOffice()).vendor
    const before = await codesIn(store)
    const [begun, goOn] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
    const within = store.transaction(async () => {
      await store.products.insert(product('first'))
      begun.resolve(undefined)
      await goOn.promise
      await turn()
      await store.products.insert(product('second'))
      return codesIn(store)
    })
    await begun.promise
    expect(await codesIn(store)).toEqual(before)
    goOn.resolve(undefined)
    expect(await within).toEqual([...before, 'first', 'second'])
    expect(await codesIn(store)).toEqual([...before, 'first', 'second'])
  })

  it('leaves nothing where it throws, after however many awaits', async () => {
    const { store } = (await openBackOffice()).vendor
    const before = await codesIn(store)
    const halfway = store.transaction(async () => {
      await store.products.insert(product('first'))
      await turn()
      throw new Error('halfway')
    })
    await expect(halfway).rejects.toThrow('halfway')
    expect(await codesIn(store)).toEqual(before)
    await store.transaction(() => store.products.insert(product('next')))
    expect(await codesIn(store)).toEqual([...before, 'next'])
  })

  it('waits for the one before it, and has what is within it as its own', async () => {
    const { store } = (await openBackOffice()).vendor
    const told: string[] = []
    const one = (name: string) =>
      store.transaction(async () => {
        told.push(`${name} begins`)
        await turn()
        await store.write(() => store.products.insert(product(name)))
        await store.transaction(async () => told.push(`${name} sees ${(await codesIn(store)).length - 1}`))
      })
    await Promise.all(['a', 'b', 'c'].map(one))
    const inTurn = ['a begins', 'a sees 1', 'b begins', 'b sees 2', 'c begins', 'c sees 3']
    expect(told).toEqual(inTurn)
  })

  it('that throws within another leaves what is to be left to that one', async () => {
    const { store } = (await openBackOffice()).vendor
    await store.transaction(async () => {
      await store.products.insert(product('outer'))
      const inner = store.transaction(() => Promise.reject(new Error('inner')))
      await expect(inner).rejects.toThrow('inner')
    })
    expect(await store.products.byCode('outer')).not.toBeNull()
  })

  it('takes nothing that was forgotten in it once it is over: that is a bug, and says so', async () => {
    const { store } = (await openBackOffice()).vendor
    const late = Promise.withResolvers<undefined>()
    let forgotten: Promise<unknown> = Promise.resolve()
    await store.transaction(() => {
      forgotten = late.promise.then(() => store.products.insert(product('late')))
      return Promise.resolve()
    })
    late.resolve(undefined)
    await expect(forgotten).rejects.toThrow('an await is missing')
  })

  it('is refused as busy where a thousand wait already, and those are all served', async () => {
    const { store } = (await openBackOffice()).vendor
    const goOn = Promise.withResolvers<undefined>()
    const first = store.transaction(() => goOn.promise)
    const waiting = Array.from({ length: 1001 }, (_, number) =>
      store.transaction(() => Promise.resolve(number)),
    )
    await expect(waiting[1000]).rejects.toMatchObject({ code: 'database_busy' })
    goOn.resolve(undefined)
    await first
    expect(await Promise.all(waiting.slice(0, 1000))).toEqual(Array.from({ length: 1000 }, (_, at) => at))
  })
})

it('one statement alone is a transaction of its own', async () => {
  const { store } = (await openBackOffice()).vendor
  await store.products.insert(product('alone'))
  expect(await store.products.byCode('alone')).not.toBeNull()
})

it('the last seat goes to one of a hundred that ask at once, and the others are told that it is gone', async () => {
  const office = await openBackOffice()
  const { store } = office.vendor
  const license = await office.sell({ machines: 3 })
  const asked = Array.from({ length: 100 }, (_, number) =>
    activateMachine(store, license.id, { fingerprint: `machine ${number}` }, 'license', START),
  )
  const codes = (await Promise.all(asked)).map((seat) => (seat.ok ? 'seat' : seat.error.code))
  expect(codes.filter((code) => code === 'seat')).toHaveLength(3)
  expect(codes.filter((code) => code === 'MACHINE_LIMIT_EXCEEDED')).toHaveLength(97)
  expect(await store.machines.countOf(license.id)).toBe(3)
})
