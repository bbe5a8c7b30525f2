// Two processes activate licenses in one folder until both are killed at a random moment; nothing confirmed may be lost.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as moment } from 'node:timers/promises'
import type { LicenseView } from '#shared/contract/views.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { DAY } from '#shared/instant.ts'
import { licenseNumberOf } from '#shared/license/typed-key-license.ts'
import type { Activating, Confirmed } from './activating-child.ts'
import { startChild, type Child } from './child.ts'
import { install, type Installation } from './installation.ts'
import { must } from './must.ts'
import { paperVendor } from './paper-vendor.ts'
import { randomFrom } from './random.ts'
import type { Cleanup } from './temporary.ts'

const NOW = Date.parse('2027-03-01T12:00:00Z')
/** For the one who looks: no round’s keys are from the future. */
const MUCH_LATER = NOW + 100_000 * DAY
/** Killed after so many licenses that one of the two confirmed, and so many milliseconds: counted from 0. */
const LATEST_KILL = { confirmed: 4, milliseconds: 100 }
const ROUNDS_PER_FOLDER = 5

export interface KillReport {
  readonly rounds: number
  readonly confirmed: number
  /** What was wrong, with the round and the seed that show it again. */
  readonly losses: readonly string[]
}

/** Ends early when `timeIsUp` says so. */
export async function killRounds(
  cleanup: Cleanup,
  options: { readonly rounds: number; readonly seed: number; readonly timeIsUp: () => boolean },
): Promise<KillReport> {
  const vendor = paperVendor()
  const env = { NODE_COMPILE_CACHE: cleanup.folder() }
  const random = randomFrom(options.seed)
  const losses: string[] = []
  const start = (desk: Installation, round: number): Child[] =>
    ['a', 'b'].map((letter, index) => {
      const name = `${letter}${round}`
      const { dataDir } = desk
      const now = NOW + round * DAY
      const job: Activating = { dataDir, onPaper: vendor.onPaper, seed: random(1e9) + index, name, now }
      return startChild(cleanup, 'activating-child.ts', job, { env })
    })
  const place = () => ({
    desk: install(cleanup, vendor.profile, { clock: () => MUCH_LATER }),
    confirmed: new Map<string, number>(),
  })

  let [here, total, round] = [place(), 0, 0]
  let children = start(here.desk, round)
  for (; round < options.rounds && !options.timeIsUp(); round += 1) {
    const [playing, now] = [children, here]
    // The next two get ready meanwhile: starting takes longer than a round.
    if ((round + 1) % ROUNDS_PER_FOLDER === 0) here = place()
    children = start(here.desk, round + 1)
    for (const child of playing) await child.line() // “ready”
    for (const child of playing) child.tell('go')
    for (let left = random(LATEST_KILL.confirmed); left > 0; left -= 1) await playing[0]?.line()
    await moment(random(LATEST_KILL.milliseconds))
    await Promise.all(playing.map((child) => child.kill()))
    const ends = await Promise.all(playing.map((child) => child.ended))
    if (ends.some((status) => status !== null))
      losses.push(`round ${round}: a process ended before it was killed`)
    for (const line of playing.flatMap((child) => child.printed.slice(1))) {
      const { id, issued } = JSON.parse(line) as Confirmed
      now.confirmed.set(id, Math.max(issued, now.confirmed.get(id) ?? 0))
      total += 1
    }
    const wrong = await lossesIn(now.desk, now.confirmed)
    losses.push(...wrong.map((loss) => `seed ${options.seed}, round ${round}: ${loss}`))
  }
  await Promise.all(children.map((child) => child.kill()))
  return { rounds: round, confirmed: total, losses }
}

/** As a reader finds it, and again once the next writer has mended what there was to mend. */
async function lossesIn(desk: Installation, confirmed: ReadonlyMap<string, number>): Promise<string[]> {
  const found = await wrongIn(desk, confirmed)
  const written = await desk.store.write((writer, contents) => writer.raiseMark(contents.mark + 1))
  if (!written.ok) found.push(`the next writer fails: ${written.error.code}`)
  found.push(...(await wrongIn(desk, confirmed)))
  const staged = readdirSync(path.join(desk.dataDir, 'staging'))
  if (staged.length > 0) found.push(`still in staging: ${staged.join(', ')}`)
  return found
}

async function wrongIn(desk: Installation, confirmed: ReadonlyMap<string, number>): Promise<string[]> {
  const { licenses, problems } = must(await desk.router.call('licenses.list', {}))
  // What came as a typed key has a number in the place of its id, until a file comes.
  const numberOf = (id: string) => licenseNumberOf(id, nodePrimitives)
  const byNumber = new Map(licenses.map((license) => [numberOf(license.id), license]))
  const lost = [...confirmed]
    .filter(([id, issued]) => !isThere(byNumber.get(numberOf(id)), issued))
    .map(([id]) => `lost ${id}`)
  const twice = licenses.filter((license) => byNumber.get(numberOf(license.id)) !== license)
  const bad = licenses.filter((license) => license.status !== 'active')
  const odd = problems.filter((problem) => problem.reason !== 'replaced')
  return [
    ...lost,
    ...twice.map(({ id }) => `${id} is there twice`),
    ...bad.map(({ id, status, problem }) => `${id} is ${status}: ${problem}`),
    ...odd.map(({ where, reason }) => `${where}: ${reason}`),
  ]
}

/** `lastCheck` of an offline license: the date of its key, which an older one never replaces. */
function isThere(license: LicenseView | undefined, issued: number): boolean {
  return license !== undefined && Date.parse(license.lastCheck ?? '') >= issued
}
