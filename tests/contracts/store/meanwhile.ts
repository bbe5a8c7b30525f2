// What happens between a request's being let in and its turn to write: each store has such turns, and several servers may share
// one (issue 18). A hook makes it certain: the request has asked for its turn before what comes between begins to end.
import { describe, expect, it, type TestContext } from 'vitest'
import { createApp } from '#server/app.ts'
import { activateMachine } from '#server/activation/activate-machine.ts'
import { addComponent, deleteComponent } from '#server/activation/machine-components.ts'
import { beginProcess, endProcess } from '#server/activation/machine-processes.ts'
import { giveSeatBack } from '#server/activation/release-machine.ts'
import { answerInForm } from '#server/back-office/answer-in-form.ts'
import { revokeLicense, suspendLicense, updateLicense } from '#server/back-office/change-license.ts'
import { createPolicy, updatePolicy } from '#server/back-office/change-policy.ts'
import type { License } from '#server/store/licenses.ts'
import type { Store } from '#server/store/store.ts'
import type { Vendor } from '#server/vendor/open-vendor.ts'
import { DAY, iso } from '#shared/instant.ts'
import { randomFrom } from '#tests/support/random.ts'
import { appRoutes } from '../../server/support/app-routes.ts'
import { expectOk, START, uniqueKey, type TestBackOffice } from '../../server/support/back-office.ts'
import { rightRequest, type RightRequest } from '../../server/support/fuzz-routes.ts'

type Open = (context: TestContext) => Promise<TestBackOffice>

const MACHINE = uniqueKey(1)

/** Every route that changes something, each of which has to ask again. */
const CHANGING = [
  'DELETE /components/:id',
  'DELETE /machines/:id',
  'DELETE /processes/:id',
  'GET /licenses/:id/actions/check-out',
  'GET /machines/:id/actions/check-out',
  'PATCH /components/:id',
  'PATCH /machines/:id',
  'POST /components',
  'POST /licenses/:id/actions/check-in',
  'POST /licenses/:id/actions/check-out',
  'POST /licenses/:id/actions/increment-usage',
  'POST /machines',
  'POST /machines/:id/actions/check-out',
  'POST /machines/:id/actions/ping',
  'POST /machines/:id/actions/ping-heartbeat',
  'POST /processes',
  'POST /processes/:id/actions/ping',
  'PUT /components/:id',
  'PUT /machines/:id',
]

/** The store, which tells when somebody asks for a turn. */
function watched(store: Store, asked: () => void): Store {
  return {
    ...store,
    transaction: (work) => {
      asked()
      return store.transaction(work)
    },
    write: (work) => {
      asked()
      return store.write(work)
    },
  }
}

async function desk(open: Open, context: TestContext) {
  const office = await open(context)
  const { vendor, clock } = office
  const { store } = vendor
  expectOk(
    await createPolicy(vendor, {
      name: 'Leased',
      rules: ['floating=true', 'requireHeartbeat=true', 'requireCheckIn=true', 'checkInInterval=day'],
    }),
  )
  let asksForTurn: (value: 'a turn') => void = () => undefined
  /** The vendor of those that ask. */
  const waiting = { ...vendor, store: watched(store, () => asksForTurn('a turn')) }
  const app = createApp(waiting, { logger: { access() {}, failure() {} } })
  const sold = async () => {
    const license = await office.sell({ policy: 'Leased', machines: 9, expiry: START + 99 * DAY })
    const machine = expectOk(
      await activateMachine(store, license.id, { fingerprint: MACHINE }, 'license', clock.now),
    )
    const part = { fingerprint: 'part', name: 'n', metadata: {} }
    const component = expectOk(await addComponent(store, license, machine, part, clock.now))
    const process = expectOk(await beginProcess(store, machine, { pid: '1', metadata: {} }, clock.now))
    return { license, machine, component, process }
  }
  const send = ({ method, target, document }: RightRequest, code: string) =>
    app.request(`/v1${target}`, {
      method,
      headers: { authorization: `License ${code}` },
      ...(document !== undefined && { body: JSON.stringify(document) }),
    })
  /** What `between` does while a request waits for its turn. Null: the request asked for none. */
  const whileWaiting = async <T>(request: () => Promise<T> | T, between: () => Promise<unknown>) => {
    const [begun, goOn] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]
    let waits = false
    const first = store.transaction(async () => {
      begun.resolve(undefined)
      await goOn.promise
      if (waits) await between()
    })
    await begun.promise
    const turn = new Promise<'a turn'>((resolve) => (asksForTurn = resolve))
    const answered = Promise.resolve().then(request)
    waits = (await Promise.race([turn, answered.catch(() => null)])) === 'a turn'
    goOn.resolve(undefined)
    await first
    const answer = await answered
    return waits ? answer : null
  }
  return { ...office, store, waiting, sold, send, whileWaiting }
}

type Sold = Awaited<ReturnType<Awaited<ReturnType<typeof desk>>['sold']>>

function requestTo(route: string, { license, machine, component, process }: Sold): RightRequest {
  const number = appRoutes().indexOf(route)
  const [id, parts] = [license.id, { machine: machine.id, component: component.id, process: process.id }]
  const right = rightRequest({ licenses: [], random: randomFrom(7) }, number, {
    code: license.key,
    id,
    ...parts,
  })
  const names: Readonly<Record<string, string>> = {
    licenses: id,
    machines: machine.id,
    components: component.id,
    processes: process.id,
  }
  const words = route.split(' ')[1]!.split('/')
  const filled = words.map((word, at) => (word.startsWith(':') ? (names[words[at - 1] ?? ''] ?? 'x') : word))
  const document = /^POST .*check-out$/.test(route) ? {} : right.document
  return { ...right, document, target: filled.join('/') }
}

const codeOf = async (answer: Response | null) => {
  const text = (await answer?.text()) ?? ''
  const json = (text.startsWith('{') ? JSON.parse(text) : {}) as { errors?: { code?: string }[] }
  return answer && [answer.status, json.errors?.[0]?.code]
}

/** `open`: a vendor of its own for each test. */
export function meanwhileContract(name: string, open: Open): void {
  describe(`between the question and the turn to write, on ${name}`, () => {
    it('a license that was suspended may nothing any more, whatever it asked for', async (context) => {
      const { vendor, store, sold, send, whileWaiting } = await desk(open, context)
      const changing: string[] = []
      let one = await sold()
      for (const route of appRoutes().filter((path) => !path.includes('/accounts/'))) {
        const suspended = async () => expectOk(await suspendLicense(vendor, one.license.id))
        const answer = await whileWaiting(() => send(requestTo(route, one), one.license.key), suspended)
        if (answer === null) continue
        changing.push(route)
        expect([route, ...((await codeOf(answer)) ?? [])]).toEqual([route, 403, 'LICENSE_SUSPENDED'])
        const present = await store.licenses.byId(one.license.id)
        expect({ ...present, suspended: false, updated: START }).toEqual({
          ...one.license,
          machinesCount: 1,
          updated: START,
        })
        expect(await store.machines.ofLicense(one.license.id, 9)).toEqual([one.machine])
        one = await sold()
      }
      expect(changing.toSorted()).toEqual(CHANGING)
    })

    it.for([
      ['revoked', 'LICENSE_BANNED', (vendor: Vendor, { license }: Sold) => revokeLicense(vendor, license.id)],
      [
        'given another policy’s authentication',
        'LICENSE_NOT_ALLOWED',
        (vendor: Vendor, { license }: Sold) =>
          updatePolicy(vendor, license.policyId, { rules: ['authenticationStrategy=TOKEN'] }),
      ],
    ] as const)('nothing is checked out of a license that was $0', async ([, code, between], context) => {
      const { vendor, sold, send, whileWaiting } = await desk(open, context)
      const one = await sold()
      const request = requestTo('POST /machines/:id/actions/check-out', one)
      const answer = await whileWaiting(
        () => send(request, one.license.key),
        async () => expectOk<unknown>(await between(vendor, one)),
      )
      expect(await codeOf(answer)).toEqual([403, code])
    })

    it.for([
      'DELETE /machines/:id',
      'PATCH /machines/:id',
      'POST /machines/:id/actions/ping',
      'POST /machines/:id/actions/check-out',
      'GET /machines/:id/actions/check-out',
    ])(
      'a machine that was released is not there for %s, also where another has its id',
      async (route, context) => {
        const { store, clock, sold, send, whileWaiting } = await desk(open, context)
        const one = await sold()
        const { id, licenseId } = one.machine
        const request = requestTo(route, one)
        const target = request.target.replace(id, MACHINE)
        const answer = await whileWaiting(
          () => send({ ...request, target }, one.license.key),
          async () => {
            await giveSeatBack(store, one.machine, clock.now)
            const other = { id, fingerprint: uniqueKey(2) }
            expectOk(await activateMachine(store, licenseId, other, 'license', clock.now))
          },
        )
        expect(await codeOf(answer)).toEqual([404, 'NOT_FOUND'])
        expect(await store.machines.find(licenseId, id)).toMatchObject({ name: null, lastCheckOut: null })
      },
    )

    it.for(['DELETE /processes/:id', 'POST /processes/:id/actions/ping'])(
      'a process that has ended is not there for %s',
      async (route, context) => {
        const { store, sold, send, whileWaiting } = await desk(open, context)
        const one = await sold()
        const answer = await whileWaiting(
          () => send(requestTo(route, one), one.license.key),
          () => endProcess(store, one.process),
        )
        expect(await codeOf(answer)).toEqual([404, 'NOT_FOUND'])
      },
    )

    it('a component that was deleted cannot be deleted again', async (context) => {
      const { store, clock, sold, send, whileWaiting } = await desk(open, context)
      const one = await sold()
      const answer = await whileWaiting(
        () => send(requestTo('DELETE /components/:id', one), one.license.key),
        () => deleteComponent(store, one.license.id, one.component, clock.now),
      )
      expect(await codeOf(answer)).toEqual([404, 'NOT_FOUND'])
    })

    it.for(['machines', 'processes'])(
      'a lease of %s that has ended meanwhile is revived by no ping',
      async (kind, context) => {
        const { vendor, clock, sold, send, whileWaiting } = await desk(open, context)
        vendor.steady.isInDoubt = () => false
        const one = await sold()
        const answer = await whileWaiting(
          () => send(requestTo(`POST /${kind}/:id/actions/ping`, one), one.license.key),
          async () => {
            clock.now += DAY
            await Promise.resolve()
          },
        )
        const code = kind === 'machines' ? 'MACHINE_HEARTBEAT_DEAD' : 'PROCESS_HEARTBEAT_DEAD'
        expect(await codeOf(answer)).toEqual([422, code])
      },
    )

    it('a file says what the license is when it is signed, and holds for as long as that one lets it', async (context) => {
      const { vendor, sold, send, whileWaiting } = await desk(open, context)
      const one = await sold()
      expectOk(await updatePolicy(vendor, one.license.policyId, { rules: ['requireHeartbeat=false'] }))
      const target = `/machines/${one.machine.id}/actions/check-out?ttl=864000&include=license`
      const answer = await whileWaiting(
        () => send({ method: 'POST', target, document: {} }, one.license.key),
        async () =>
          expectOk(await updateLicense(vendor, one.license.id, { checkOutDays: 2, owner: 'Fabrikam' })),
      )
      const { attributes } = ((await answer?.json()) as { data: { attributes: Record<string, string> } }).data
      expect(attributes['expiry']).toBe(iso(START + 2 * DAY))
      const armored = String(attributes['certificate']).replaceAll(/-----.*-----|\s/g, '')
      const { enc } = JSON.parse(Buffer.from(armored, 'base64').toString()) as { enc: string }
      expect(Buffer.from(enc, 'base64').toString()).toContain('Fabrikam')
    })

    it.for(['file', 'typed'] as const)(
      'the vendor’s %s says what the license is when it is signed',
      async (format, context) => {
        const { vendor, store, waiting, sold, whileWaiting } = await desk(open, context)
        const { license } = await sold()
        const answer = (of: Vendor, known: License) => answerInForm(of, known, { uniqueKey: MACHINE, format })
        const answered = await whileWaiting(
          () => answer(waiting, license),
          async () => expectOk(await updateLicense(vendor, license.id, { owner: 'Fabrikam' })),
        )
        if (!answered) throw new Error('it asked for no turn')
        const present = await store.licenses.byId(license.id)
        const { typedKey, license: said } = expectOk(answered)
        expect(said.metadata.owner).toBe('Fabrikam')
        expect(typedKey).toEqual(expectOk(await answer(vendor, present ?? license)).typedKey)
      },
    )
  })
}
