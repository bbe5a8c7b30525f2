// Deactivations by the built program against a real server, each ended by a signal unless it was done before, while the
// folder is copied and another host starts: no license stays that says it has a place and has none.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as moment } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { deskProgram } from './cli.ts'
import { install, type Installation } from './installation.ts'
import type { KilledReport } from './killed-commands.ts'
import { must } from './must.ts'
import { randomFrom } from './random.ts'
import { Cleanup } from './temporary.ts'
import { openVendorSide } from './vendor-side.ts'

const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGHUP'] as const
/** Of the longest run so far: some are let through. */
const KILLED_WITHIN = 1.2
/** One round in so many has another host starting beside it. */
const SERVED = 4

/** `isOver`: whether so many kills are enough by now. */
export async function killedDeactivations(
  cleanup: Cleanup,
  options: { readonly seed: number; readonly isOver: (kills: number) => boolean },
): Promise<KilledReport> {
  const random = randomFrom(options.seed)
  const vendor = await openVendorSide(cleanup)
  const desk = install(cleanup, vendor.profile())
  const files = cleanup.folder()
  const profile = path.join(files, 'vendor.json')
  writeFileSync(profile, JSON.stringify(vendor.profile()))
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(files, 'cache') }
  const start = (...args: string[]) =>
    spawn(process.execPath, [deskProgram, '--vendor', profile, '--data-dir', desk.dataDir, ...args], {
      stdio: 'ignore',
      env,
    })
  const losses: string[] = []
  let [kills, confirmed, longest] = [0, 0, 0]
  for (let round = 1; !options.isOver(kills); round += 1) {
    const license = vendor.sell()
    must(await desk.router.call('licenses.activateOnline', { code: license.key }))
    const seats = () => vendor.vendor.store.machines.countOf(license.id)
    const signal = SIGNALS[random(SIGNALS.length)]
    const served = random(SERVED) === 0 ? start('serve', '--port', '0') : null
    const began = performance.now()
    const child = start('deactivate', license.id)
    const ended = once(child, 'exit') as Promise<[number | null]>
    // The first is let through: it tells how long one takes.
    const delay = longest === 0 ? null : random(Math.ceil(longest * KILLED_WITHIN))
    const copied = copyAfter(random((delay ?? 0) + 1), desk.dataDir)
    const timer = delay === null ? undefined : setTimeout(() => child.kill(signal), delay)
    const [status] = await ended
    clearTimeout(timer)
    if (status === 0) longest = Math.max(longest * 0.98, performance.now() - began)
    if (served) {
      served.kill('SIGKILL')
      await once(served, 'exit')
    }
    if (status === 0) confirmed += 1
    else kills += 1
    const wrong = [
      ...(await wrongInCopy(await copied, vendor.profile())),
      ...(await wrongIn(desk, license.id, seats, status === 0)),
    ]
    losses.push(...wrong.map((loss) => `seed ${options.seed}, round ${round} (${signal}): ${loss}`))
  }
  return { kills, confirmed, losses }
}

async function copyAfter(milliseconds: number, dataDir: string): Promise<string> {
  await moment(milliseconds)
  const copy = `${dataDir}-copy`
  // What moves meanwhile is missed by `cp` as well as by anybody: it says so, and copies the rest.
  await promisify(execFile)('sh', ['-c', 'rm -rf "$1"; cp -a "$0" "$1" 2>/dev/null; true', dataDir, copy])
  return copy
}

/** A copy of a folder that was written meanwhile may lack what was on its way: whatever is there is whole, or is left alone. */
async function wrongInCopy(dataDir: string, profile: VendorProfile): Promise<string[]> {
  const own = new Cleanup()
  try {
    const desk = install(own, profile, { dataDir, machineId: null })
    const repaired = await desk.router.call('store.repair', {})
    const aside = repaired.ok ? repaired.value.setAside : []
    return aside
      .filter(({ where }) => where.startsWith('licenses'))
      .map(({ where, reason }) => `the copy’s ${where} was set aside: ${reason}`)
  } finally {
    await own.run()
  }
}

async function wrongIn(
  desk: Installation,
  id: string,
  seats: () => number,
  isConfirmed: boolean,
): Promise<string[]> {
  const wrong: string[] = []
  const { licenses, problems, returns } = must(await desk.router.call('licenses.list', {}))
  const isHere = licenses.some((one) => one.id === id)
  const isBegun = problems.some(({ reason }) => reason === 'deactivation_begun')
  if (isConfirmed && (isHere || seats() > 0)) wrong.push('confirmed, and not done')
  if (!isHere && seats() > 0 && returns.length === 0) wrong.push('gone, and its place is not free')
  if (isHere && seats() === 0 && !isBegun) wrong.push('it has no place, and nothing says so')
  const odd = problems.filter(({ reason }) => reason !== 'deactivation_begun')
  wrong.push(...odd.map(({ where, reason }) => `${where}: ${reason}`))
  must(await desk.router.call('licenses.refresh', {}))
  const after = must(await desk.router.call('licenses.list', {}))
  if (after.licenses.some((one) => one.id === id) !== seats() > 0)
    wrong.push(`after a refresh there are ${seats()} places and ${after.licenses.length} licenses`)
  if (after.problems.length > 0) wrong.push(`after a refresh ${JSON.stringify(after.problems)}`)
  const left = readdirSync(desk.dataDir, { recursive: true, encoding: 'utf8' })
  wrong.push(...left.filter((name) => /^staging\/.|\.tmp$/.test(name)).map((name) => `left ${name}`))
  // For the next round.
  for (const one of after.licenses) must(await desk.router.call('licenses.deactivate', { id: one.id }))
  return wrong
}
