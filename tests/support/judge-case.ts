// One case of the damage table: what the gate, the list and all else make of it.
import path from 'node:path'
import type { Failure } from '#shared/contract/errors.ts'
import { explainStoreProblem } from '#shared/messages/explain-store-problem.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { whileDamaged } from './damage.ts'
import type { Answers, Case } from './damage-table.ts'
import { OTHER, type DamagedStores } from './damaged-store.ts'
import type { Installation } from './installation.ts'
import type { Cleanup } from './temporary.ts'

type Router = Installation['router']

/** What an operator may go on with. Writers come last. */
const ACTS = {
  list: (router: Router) => router.call('licenses.list', {}),
  'usage show': (router: Router) => router.call('usage.show', {}),
  activity: (router: Router) => router.call('activity.list', {}),
  'settings show': (router: Router) => router.call('settings.get', {}),
  'unique-key': (router: Router) => router.call('machine.uniqueKey', {}),
  backup: (router: Router) => router.call('backup.create', {}),
  'usage set': (router: Router) => router.call('usage.set', { product: OTHER, usage: 2 }),
  'settings set': (router: Router) => router.call('settings.set', { offlineOnly: false }),
} as const
export type Act = keyof typeof ACTS

/** As the table has it, so that the two can be compared as wholes. */
export async function judgeCase(one: Case, stores: DamagedStores, cleanup: Cleanup): Promise<Answers> {
  const { desk, aside } = await stores.another(cleanup)
  const { router, dataDir } = desk
  const place = path.join(dataDir, placeOf(one, stores))
  const asInTable = (text: string) => inTable(text, dataDir, stores)
  return whileDamaged(one, { file: place, aside }, async () => {
    const [hit, other] = [await ask(router, one.product), await ask(router, OTHER)]
    const list = await router.call('licenses.list', {})
    const problems = list.ok ? list.value.problems.filter(({ where }) => !WAS_THERE.test(where)) : []
    const fails: Act[] = []
    for (const [act, does] of Object.entries(ACTS)) if (!(await does(router)).ok) fails.push(act as Act)
    const after = [(await ask(router, one.product)).exit, (await ask(router, OTHER)).exit]
    // No writer makes a “no” of “could not tell”, nor a “yes”.
    if (after.join('/') !== `${hit.exit}/${other.exit}`) throw new Error(`after writing: ${after.join('/')}`)
    return {
      exits: [hit.exit, other.exit],
      check: hit.says === null ? null : asInTable(hit.says),
      list:
        problems.length === 0
          ? null
          : problems
              .map((problem) => asInTable(`${problem.where}: ${explainStoreProblem(problem, messages).what}`))
              .join(' '),
      fails,
    }
  })
}

/** Set aside before the damage, as in any store that has a history. */
const WAS_THERE = /^quarantine\/old\./

export const placeOf = ({ place }: Case, { ids }: DamagedStores): string =>
  place.replace('ID', ids.ID).replace('TYPED', ids.TYPED)

export const inTable = (text: string, dataDir: string, { ids }: DamagedStores): string =>
  text.replaceAll(dataDir, 'DATA').replaceAll(ids.ID, 'ID').replaceAll(ids.TYPED, 'TYPED')

/** As `check` exits (hosts/cli/commands/check.ts), and its sentences but the last one, which says what to do. */
async function ask(router: Router, product: string): Promise<{ exit: number; says: string | null }> {
  const answer = await router.call('licenses.check', { product })
  if (answer.ok) return { exit: answer.value.mayRun ? 0 : 1, says: null }
  const { what, cause } = explain(answer.error as Failure, messages, { vendor: '', support: '' })
  return { exit: 2, says: `${what} ${cause}` }
}
