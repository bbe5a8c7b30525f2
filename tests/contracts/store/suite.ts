// What every store promises, whatever database it is on (issue 19).
import { randomUUID } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it, type TestContext } from 'vitest'
import { activateMachine } from '#server/activation/activate-machine.ts'
import { giveSeatBack } from '#server/activation/release-machine.ts'
import { createPolicy } from '#server/back-office/change-policy.ts'
import type { License } from '#server/store/licenses.ts'
import type { Machine } from '#server/store/machines.ts'
import type { Store } from '#server/store/store.ts'
import { DAY } from '#shared/instant.ts'
import { expectOk, START, type TestBackOffice } from '../../server/support/back-office.ts'

const product = (code: string) => ({ id: code, code, name: code, created: START })
const codesIn = async (store: Store) => (await store.products.all()).map(({ code }) => code)

const names = (machines: readonly Machine[]) => machines.map(({ fingerprint }) => fingerprint)
const owners = (licenses: readonly License[]) => licenses.map(({ metadata }) => metadata.owner)

/** Skips the test where the database is not to be had here. */
type Open = (context: TestContext) => Promise<TestBackOffice>

/** `open`: a vendor of its own for each test. */
export function storeContract(name: string, open: Open): void {
  describe(`the store on ${name}`, () => {
    describe('a transaction', () => {
      it('is seen by nobody before it is whole, and by itself at once', async (context) => {
        const { store } = (await open(context)).vendor
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

      it('leaves nothing where it throws, after however many awaits', async (context) => {
        const { store } = (await open(context)).vendor
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

      it('waits for the one before it, and has what is within it as its own', async (context) => {
        const { store } = (await open(context)).vendor
        const told: string[] = []
        const one = (name: string) =>
          store.transaction(async () => {
            told.push(`${name} begins`)
            await turn()
            await store.write(() => store.products.insert(product(name)))
            await store.transaction(async () =>
              told.push(`${name} sees ${(await codesIn(store)).length - 1}`),
            )
          })
        await Promise.all(['a', 'b', 'c'].map(one))
        const inTurn = ['a begins', 'a sees 1', 'b begins', 'b sees 2', 'c begins', 'c sees 3']
        expect(told).toEqual(inTurn)
      })

      it('that throws within another leaves what is to be left to that one', async (context) => {
        const { store } = (await open(context)).vendor
        await store.transaction(async () => {
          await store.products.insert(product('outer'))
          const inner = store.transaction(() => Promise.reject(new Error('inner')))
          await expect(inner).rejects.toThrow('inner')
        })
        expect(await store.products.byCode('outer')).not.toBeNull()
      })

      it('takes nothing that was forgotten in it once it is over: that is a bug, and says so', async (context) => {
        const { store } = (await open(context)).vendor
        const late = Promise.withResolvers<undefined>()
        let forgotten: Promise<unknown> = Promise.resolve()
        await store.transaction(() => {
          forgotten = late.promise.then(() => store.products.insert(product('late')))
          return Promise.resolve()
        })
        late.resolve(undefined)
        await expect(forgotten).rejects.toThrow('an await is missing')
      })

      it('is refused as busy where a thousand wait already, and those are all served', async (context) => {
        const { store } = (await open(context)).vendor
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

    it('one statement alone is a transaction of its own', async (context) => {
      const { store } = (await open(context)).vendor
      await store.products.insert(product('alone'))
      expect(await store.products.byCode('alone')).not.toBeNull()
    })

    it('the last seat goes to one of a hundred that ask at once, and the others are told that it is gone', async (context) => {
      const office = await open(context)
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

    it('lets one at a time do what each server would, and the next when that one is done', async (context) => {
      const { store } = (await open(context)).vendor
      const goOn = Promise.withResolvers<undefined>()
      let done = 0
      const work = async () => {
        done += 1
        await goOn.promise
      }
      const first = store.oneAtATime(work)
      while (done === 0) await turn()
      expect(await store.oneAtATime(work)).toBe(false)
      goOn.resolve(undefined)
      expect([await first, await store.oneAtATime(work), done]).toEqual([true, true, 2])
      const broken = store.oneAtATime(() => Promise.reject(new Error('halfway')))
      await expect(broken).rejects.toThrow('halfway')
      expect(await store.oneAtATime(work)).toBe(true)
    })

    it('finds licenses by the search form of their owner, the end of their code and a Unique Key, a part at a time', async (context) => {
      const office = await open(context)
      const { licenses } = office.vendor.store
      for (const owner of ['Contoso', 'contoso east', 'Fabrikam', '100% Ltd', 'İSTANBUL A.Ş.', 'Straße 7']) {
        office.clock.now += DAY
        await office.sell({ owner })
      }
      const found = async (what: { owner?: string; find?: string }, offset = 0) =>
        owners(await licenses.list({ ...what, limit: 2, offset }))
      expect(await found({})).toEqual(['Straße 7', 'İSTANBUL A.Ş.'])
      expect(await found({}, 4)).toEqual(['contoso east', 'Contoso'])
      expect(await found({ owner: 'CONTOSO' })).toEqual(['Contoso', 'contoso east'])
      expect(await found({ owner: 'istanbul' })).toEqual(['İSTANBUL A.Ş.'])
      expect(await found({ find: 'STRASSE' })).toEqual(['Straße 7'])
      expect(await found({ owner: '%' })).toEqual(['100% Ltd'])
      expect(await licenses.count({ owner: 'contoso' })).toBe(2)
      const [one] = await licenses.list({ owner: 'Fabrikam', limit: 1, offset: 0 })
      const { id, key } = one as License
      const tail = key.slice(-5)
      expect(await licenses.endingWith(tail.toLowerCase())).toEqual([one])
      expect(owners(await licenses.list({ find: tail, limit: 9, offset: 0 }))).toEqual(['Fabrikam'])
      expectOk(await activateMachine(office.vendor.store, id, { fingerprint: 'AB-CDEF-12' }, 'desk', START))
      expect(await found({ find: 'bcdef1' })).toEqual(['Fabrikam'])
      expect(await licenses.count({ find: 'bcdef1' })).toBe(1)
      expect([await licenses.byId(id), await licenses.byIdOrKey(key)]).toMatchObject([{ key }, { id }])
      expect(await licenses.byKey(key.toLowerCase())).toBeNull()
      expect(await licenses.allOfOurForm()).toBe(true)
      await office.sell({ owner: 'Brought', code: 'OLD-CODE-1' })
      expect(await licenses.allOfOurForm()).toBe(false)
      const all: string[] = []
      for await (const { metadata } of licenses.each({})) all.push(metadata.owner)
      expect(all).toEqual([
        'Contoso',
        'contoso east',
        'Fabrikam',
        '100% Ltd',
        'İSTANBUL A.Ş.',
        'Straße 7',
        'Brought',
      ])
    })

    it('gives back a license as it was written, with what its machines have together', async (context) => {
      const office = await open(context)
      const { store } = office.vendor
      const terms = {
        owner: 'Ünïcode 👩‍👩‍👧',
        machines: 9,
        notes: 'a "quoted" \\ line',
        features: ['sso'],
        rules: ['maxCores=99'],
      }
      const sold = await office.sell({ ...terms, expiry: 4_102_444_799_999, overLimit: 30 })
      expect(await store.licenses.byId(sold.id)).toEqual(sold)
      const memory = Number.MAX_SAFE_INTEGER
      for (const fingerprint of ['one', 'two'])
        expectOk(await activateMachine(store, sold.id, { fingerprint, cores: 3, memory }, 'license', START))
      const counts = { machinesCount: 2, coresCount: 6, memoryCount: memory, diskCount: 0 }
      expect(await store.licenses.byId(sold.id)).toMatchObject(counts)
      await store.write(() => store.licenses.setUses(sold.id, 7, START + 1))
      await store.licenses.markCheckedIn(sold.id, START + 2)
      await store.licenses.markCheckedOut(sold.id, START + 3)
      const marks = { uses: 7, lastCheckIn: START + 2, lastCheckOut: START + 3, updated: START + 2 }
      expect(await store.licenses.byId(sold.id)).toMatchObject(marks)
      await store.licenses.update(sold.id, { ...sold, suspended: true, expiry: null }, START + 4)
      expect(await store.licenses.byId(sold.id)).toMatchObject({
        suspended: true,
        expiry: null,
        updated: START + 4,
      })
      expect(await store.totals()).toEqual({ licenses: 1, machines: 2, processes: 0 })
      store.bookkeeping.validated(sold.id, START + 5)
    })

    it('finds machines by all that a client can ask for, and in pages that do not overlap', async (context) => {
      const office = await open(context)
      const { store } = office.vendor
      const { id: licenseId } = await office.sell({ machines: 99 })
      for (const [number, fingerprint] of ['a', 'b', 'c', 'd'].entries())
        expectOk(
          await activateMachine(
            store,
            licenseId,
            {
              fingerprint,
              ip: `10.0.0.${number % 2}`,
              metadata: { 'node id': number, nested: { a: 1 }, on: true, text: '1e3' },
            },
            'license',
            START + Math.floor(number / 2),
          ),
        )
      const { machines } = store
      const search = async (
        what: object,
        limit = 9,
        offset = 0,
        after?: string,
        order: 'asc' | 'desc' = 'desc',
      ) => names(await machines.search({ licenseId, ...what }, limit, offset, after, order))
      expect(await search({})).toEqual(['d', 'c', 'b', 'a'])
      expect(await search({}, 2, 1)).toEqual(['c', 'b'])
      const [, third] = await machines.search({ licenseId }, 2, 0)
      expect(await search({}, 9, 0, third?.id)).toEqual(['b', 'a'])
      expect(await search({}, 3, 1, undefined, 'asc')).toEqual(['b', 'c', 'd'])
      expect(await search({}, 9, 0, third?.id, 'asc')).toEqual(['d'])
      expect(await search({ fingerprint: 'c' }, 9, 0, undefined, 'asc')).toEqual(['c'])
      expect(await search({ ip: '10.0.0.1' }, 9, 0, undefined, 'asc')).toEqual(['b', 'd'])
      expect(await search({}, 9, 0, randomUUID())).toEqual([])
      expect(await search({ ip: '10.0.0.1' })).toEqual(['d', 'b'])
      expect(await search({ fingerprint: 'c', ip: '10.0.0.1' })).toEqual([])
      expect(await search({ metadata: { nodeId: '2' } })).toEqual(['c'])
      expect(await search({ metadata: { NODE_ID: '2', on: 'true', text: '1e3' } })).toEqual(['c'])
      expect(await search({ metadata: { nested: '{"a":1}' } })).toEqual([])
      expect(await machines.countFound({ licenseId, ip: '10.0.0.0' })).toBe(2)
      expect(await machines.countFound({ licenseId })).toBe(4)
      const beats = (are: 'alive' | 'dead', required: boolean) => ({
        beats: { are, since: START + 1, required },
      })
      expect(await search(beats('dead', true))).toEqual(['b', 'a'])
      expect(await search(beats('dead', false))).toEqual([])
      expect(await search(beats('alive', false))).toEqual(['d', 'c', 'b', 'a'])
      const a = (await machines.byFingerprint(licenseId, 'a')) as Machine
      await machines.markHeartbeat(a.id, START + 9)
      expect(await search(beats('alive', true))).toEqual(['d', 'c', 'a'])
      expect(await machines.markCheckedOut(a, START, START + 50)).toBe(true)
      expect(await machines.markCheckedOut(a, START, START + 40)).toBe(true)
      expect(await machines.find(licenseId, a.id)).toMatchObject({
        fileUntil: START + 50,
        lastHeartbeat: START + 9,
      })
      // A machine that is gone, and one that another has taken the id of.
      for (const other of [{ id: randomUUID() }, { fingerprint: 'another' }, { licenseId: randomUUID() }])
        expect(await machines.markCheckedOut({ ...a, ...other }, START, START)).toBe(false)
      await machines.change(a.id, { name: 'n', hostname: null, platform: 'p', ip: null }, START)
      expect(await machines.find(licenseId, 'a')).toMatchObject({
        name: 'n',
        hostname: null,
        platform: 'p',
        ip: null,
      })
    })

    it('seeks among thousands of machines in stretches, and lets others through between them', async (context) => {
      const office = await open(context)
      const { store } = office.vendor
      const { id: licenseId } = await office.sell({ machines: 9999 })
      const empty = { name: null, platform: null, cores: null, memory: null, disk: null }
      const never = { lastHeartbeat: null, lastCheckOut: null, fileUntil: null }
      await store.transaction(async () => {
        for (let number = 0; number < 2500; number += 1) {
          const fingerprint = `f${number}`
          const created = START + Math.floor(number / 700)
          const found = {
            ip: `${number % 500}`,
            hostname: 'h',
            metadata: { part: `${number % 1250}`, on: true },
          }
          const made = { id: randomUUID(), licenseId, fingerprint, created, updated: created }
          await store.machines.insert({ ...made, ...empty, ...never, ...found })
        }
      })
      const { machines } = store
      const search = async (
        what: object,
        limit = 9,
        offset = 0,
        after?: string,
        order: 'asc' | 'desc' = 'desc',
      ) => names(await machines.search({ licenseId, ...what }, limit, offset, after, order))
      const of7 = ['f2007', 'f1507', 'f1007', 'f507', 'f7']
      expect(await search({ ip: '7' })).toEqual(of7)
      expect(await search({ ip: '7' }, 2, 2)).toEqual(of7.slice(2, 4))
      const third = await machines.byFingerprint(licenseId, 'f1007')
      expect(await search({ ip: '7' }, 1, 0, third?.id)).toEqual(['f507'])
      expect(await search({ ip: '7' }, 9, 0, undefined, 'asc')).toEqual(of7.toReversed())
      expect(await search({ ip: '7' }, 1, 0, third?.id, 'asc')).toEqual(['f1507'])
      expect(await search({ hostname: 'h' }, 2, 2499, undefined, 'asc')).toEqual(['f2499'])
      expect(await machines.countFound({ licenseId, ip: '7' })).toBe(5)
      expect(await search({ metadata: { part: '9', on: 'true' } })).toEqual(['f1259', 'f9'])
      expect(await search({ hostname: 'h' }, 2, 2499)).toEqual(['f0'])
      const beats = { are: 'dead', since: START + 1, required: true } as const
      expect(await machines.countFound({ licenseId, beats })).toBe(700)
      const told: string[] = []
      const asked = machines
        .countFound({ licenseId, hostname: 'h' })
        .then((count) => told.push(String(count)))
      await turn()
      told.push('another')
      await asked
      expect(told).toEqual(['another', '2500'])
    })

    it('keeps components and processes with their machine, and lets them go with it', async (context) => {
      const office = await open(context)
      const { store } = office.vendor
      const license = await office.sell({ machines: 9 })
      const licenseId = license.id
      const machine = expectOk(
        await activateMachine(store, licenseId, { fingerprint: 'one' }, 'license', START),
      )
      const of = { machineId: machine.id, metadata: { slot: 1 }, created: START, updated: START }
      const ids = [randomUUID(), randomUUID(), randomUUID()] as const
      for (const [at, id] of ids.entries()) {
        await store.components.insert({ id, ...of, fingerprint: `disk ${at}`, name: 'HDD' })
        await store.processes.insert({ id, ...of, pid: `${at}`, lastHeartbeat: START + at })
      }
      const [first, second, third] = ids
      const listed = { ...of, id: second, fingerprint: 'disk 1', name: 'HDD' }
      expect(await store.components.search({ licenseId }, 1, 1)).toEqual([listed])
      expect((await store.components.search({ licenseId }, 9, 0, third)).map(({ id }) => id)).toEqual([
        second,
        first,
      ])
      for (const { search } of [store.components, store.processes]) {
        const ids = async (after: string | null, machineId?: string) =>
          (await search({ licenseId, machineId }, 9, 0, after, 'asc')).map(({ id }) => id)
        expect(await ids(null)).toEqual([first, second, third])
        expect(await ids(first, machine.id)).toEqual([second, third])
      }
      expect(await store.components.count({ licenseId, machineId: machine.id })).toBe(3)
      expect(await store.components.isTaken(machine.id, 'disk 1')).toBe(true)
      await store.components.rename(second, 'SSD', START + 1)
      expect(await store.components.find({ licenseId }, second)).toMatchObject({
        name: 'SSD',
        updated: START + 1,
      })
      expect((await store.processes.search({ licenseId }, 9, 0)).map(({ id }) => id)).toEqual([
        third,
        second,
        first,
      ])
      const dead = { licenseId, beats: { are: 'dead', since: START + 2 } } as const
      expect(await store.processes.count(dead)).toBe(2)
      expect(await store.processes.removeLongestDead(machine.id, START + 2)).toBe(true)
      expect(await store.processes.find({ licenseId }, first)).toBeNull()
      expect(await store.processes.isIdOfAny(second)).toBe(true)
      expect(await store.processes.isTaken(machine.id, '2')).toBe(true)
      await giveSeatBack(store, machine, START)
      expect([
        await store.components.count({ licenseId }),
        await store.processes.count({ licenseId }),
      ]).toEqual([0, 0])
      expect(await store.licenses.byId(licenseId)).toMatchObject({ machinesCount: 0 })
    })

    it('takes no second of what is once: a code, a machine of a license, an application, a component', async (context) => {
      const office = await open(context)
      const { store } = office.vendor
      const license = await office.sell({ machines: 9 })
      await expect(store.licenses.insert(randomUUID(), license, START)).rejects.toThrow()
      const machine = expectOk(
        await activateMachine(store, license.id, { fingerprint: 'one' }, 'license', START),
      )
      await expect(store.machines.insert({ ...machine, id: randomUUID() })).rejects.toThrow()
      const [application] = await store.products.all()
      await expect(
        store.products.insert({ ...product('x'), code: application?.code ?? '' }),
      ).rejects.toThrow()
      const again = await activateMachine(store, license.id, { fingerprint: 'one' }, 'license', START)
      expect(again).toMatchObject({ ok: false, error: { code: 'FINGERPRINT_TAKEN' } })
      expect(await store.machines.countOf(license.id)).toBe(1)
    })

    it('knows released machines while their file holds, and its audit in order', async (context) => {
      const office = await open(context)
      const { store } = office.vendor
      const { id: licenseId } = await office.sell({ machines: 9 })
      const left = (name: string, fileUntil: number, keepsSeat = true) => ({
        licenseId,
        fingerprint: name,
        machineId: `id of ${name}`,
        released: START,
        fileUntil,
        keepsSeat,
      })
      await store.released.insert(left('a', START + 10))
      await store.released.insert(left('b', START + 5))
      await store.released.insert(left('c', START + 5, false))
      await store.released.insert(left('a', START + 20))
      expect(await store.released.find(licenseId, 'id of a', START)).toEqual(left('a', START + 20))
      expect(await store.released.find(licenseId, 'b', START + 5)).toBeNull()
      expect(await store.released.seatsKept(licenseId, START)).toEqual({ count: 2, firstFree: START + 5 })
      expect(await store.released.seatsKept(licenseId, START + 50)).toEqual({ count: 0, firstFree: null })
      expect(
        (await store.released.keepingSeats(licenseId, START, 9)).map(({ fingerprint }) => fingerprint),
      ).toEqual(['b', 'a'])
      expect(await store.released.countOf(licenseId, START)).toBe(3)
      await store.released.forgetEnded(licenseId, START + 5)
      expect(await store.released.forget(licenseId, 'b')).toBe(false)
      const event = (what: string) =>
        ({ time: START, what, licenseId, actor: 'desk', details: { what } }) as const
      for (const what of ['one', 'two']) await store.events.record(event(what))
      expect((await store.events.ofLicense(licenseId)).slice(-2)).toEqual([event('one'), event('two')])
    })

    it('has policies, keys and the silent, and what is staged is there at once or not at all', async (context) => {
      const office = await open(context)
      const { store } = office.vendor
      const made = expectOk(
        await createPolicy(office.vendor, {
          name: 'Trial',
          rules: ['floating=true', 'requireHeartbeat=true'],
        }),
      )
      expect(await store.policies.named('Trial')).toEqual([made])
      const license = await office.sell({ policy: 'Trial', machines: 9 })
      expect([await store.policies.of(license), await store.policies.licensesOf(made.id)]).toEqual([made, 1])
      expect((await store.policies.standard(made.productId, true)).rules.floating).toBe(true)
      expect((await store.keys.all()).filter(({ active }) => active)).toEqual([await store.keys.active()])
      const machine = expectOk(
        await activateMachine(store, license.id, { fingerprint: 'one' }, 'desk', START),
      )
      const last = await store.silent.machines.lastInOrder()
      const search = { before: START + 1, policies: [made.id], requires: [made.id] }
      const silent = {
        id: machine.id,
        licenseId: license.id,
        policyId: made.id,
        lastHeartbeat: null,
        fileUntil: null,
        created: START,
      }
      expect(await store.silent.machines.within({ after: 0, upTo: last }, search)).toEqual([silent])
      expect(
        await store.silent.machines.within({ after: 0, upTo: last }, { ...search, requires: [] }),
      ).toEqual([])
      expect(await store.silent.processes.lastInOrder()).toBe(0)
      const staged = await store.stageLicenses(START)
      const line = (number: number, key: string) => ({
        line: number,
        id: randomUUID(),
        fields: { ...license, key },
        uses: number,
        lastCheckIn: null,
      })
      expect(await staged.add(line(1, 'ONE'))).toBeNull()
      expect(await staged.add(line(2, 'ONE'))).toBe(1)
      expect(await staged.add(line(3, license.key))).toBeNull()
      const dropped: number[] = []
      await staged.dropTaken((number) => dropped.push(number))
      expect([dropped, await staged.count(), await staged.isAnyTaken()]).toEqual([[3], 1, false])
      const each: string[] = []
      for await (const { key } of staged.each()) each.push(key)
      await store.transaction(() => staged.insertAll())
      await staged.forget()
      expect(each).toEqual(['ONE'])
      expect(await store.licenses.byKey('ONE')).toMatchObject({ uses: 1, created: START, policyId: made.id })
    })
  })
}
