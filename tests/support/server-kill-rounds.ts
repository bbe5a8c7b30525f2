// The vendor's programs, killed at random moments: a server that is asked by clients, the commands that work beside it on
// the same folder, and those that need it stopped. Nothing confirmed may be lost, and nothing may be left lying about.
import { spawn } from 'node:child_process'
import { cpSync, existsSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setTimeout as moment } from 'node:timers/promises'
import { createLicense } from '#server/back-office/create-license.ts'
import { backUp } from '#server/vendor/backup.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { upgrade } from '#server/vendor/upgrade.ts'
import { DAY } from '#shared/instant.ts'
import { makeOlder } from '../server/support/damaged-back-office.ts'
import { uniqueKey, vendorTemplate } from '../server/support/back-office.ts'
import { activation } from '../server/support/client.ts'
import { must } from './must.ts'
import { randomFrom, type Random } from './random.ts'
import { Known, leftIn, notWell, type KnownMachine } from './server-known.ts'
import type { Cleanup } from './temporary.ts'

const CLIENTS = 3
/** Milliseconds for which a server that is there is asked before it is killed, at the most. */
const ASKED_WITHIN = 300
/** Of the longest life of its kind: some are let through. */
const KILLED_WITHIN = 1.1
/** What was confirmed is compared with all that is there each time, so a folder must not grow for ever. */
const KILLS_PER_FOLDER = 200
const GRACE_DAYS = 7

export interface ServerKillReport {
  readonly kills: number
  /** How many of each command. */
  readonly byKind: Readonly<Record<string, number>>
  readonly confirmed: number
  /** What was wrong, with the round and the seed that show it again. */
  readonly losses: readonly string[]
}

interface Options {
  /** The file that is started. */
  readonly program: string
  readonly seed: number
  /** Whether so many kills are enough by now. */
  readonly isOver: (kills: number) => boolean
}

export async function serverKillRounds(cleanup: Cleanup, options: Options): Promise<ServerKillReport> {
  const run = new KillRun(cleanup, options)
  for (let round = 1; !options.isOver(run.kills); round += 1) {
    const found = await run.round()
    run.losses.push(...found.map((loss) => `seed ${options.seed}, round ${round}: ${loss}`))
  }
  const { kills, confirmed, losses, byKind } = run
  return { kills, confirmed, losses, byKind: Object.fromEntries(byKind) }
}

/** What a command said before its end, whatever that was: one whole line of JSON. */
interface Ended {
  readonly said: Said | null
}

interface Said {
  readonly error?: { readonly code: string; readonly message: string }
  readonly id?: string
  readonly code?: string
  readonly account?: string
  readonly kept?: string | null
  readonly added?: { readonly id: string }
}

interface Question {
  readonly method: 'POST' | 'DELETE'
  readonly target: string
  readonly code: string
  readonly body?: unknown
  /** Of the answer that confirms it. */
  readonly status: number
  readonly done: (body: string) => void
  /** The server said that it could not. */
  readonly undone: () => void
}

interface Command {
  readonly args: readonly string[]
  readonly done: (said: Said) => void
}

class KillRun {
  readonly losses: string[] = []
  readonly byKind = new Map<string, number>()
  confirmed = 0
  readonly #cleanup: Cleanup
  readonly #program: string
  readonly #random: Random
  readonly #env: NodeJS.ProcessEnv
  readonly #longest = new Map<string, number>()
  #dataDir = ''
  #known = new Known()
  #killsHere = Infinity
  #number = 0

  constructor(cleanup: Cleanup, { program, seed }: Options) {
    this.#cleanup = cleanup
    this.#program = program
    this.#random = randomFrom(seed)
    this.#env = { ...process.env, NODE_COMPILE_CACHE: cleanup.folder() }
  }

  get kills(): number {
    return [...this.byKind.values()].reduce((sum, count) => sum + count, 0)
  }

  async round(): Promise<string[]> {
    if (this.#killsHere > KILLS_PER_FOLDER) await this.#newFolder()
    const before = this.kills
    const beside = this.#random(2) === 0 ? this.#killedInit() : this.#killedUpgrade()
    const here = this.#random(4) === 0 ? this.#killedRestore() : this.#killedServer()
    const wrong = (await Promise.all([here, beside])).flat()
    wrong.push(...(await this.#known.lossesIn(this.#dataDir)))
    this.#killsHere += this.kills - before
    return wrong
  }

  async #newFolder(): Promise<void> {
    this.#dataDir = path.join(this.#cleanup.folder(), 'vendor')
    this.#known = new Known()
    this.#killsHere = 0
    must(await initVendor(this.#dataDir, vendorTemplate, Date.now() - 60_000))
    await this.#sell()
  }

  /** In this process, hence confirmed. */
  async #sell(): Promise<string> {
    const vendor = must(await openVendor(this.#dataDir))
    const { id, key } = must(
      await createLicense(vendor, { owner: 'A', products: ['storage'], machines: 100_000 }),
    )
    await vendor.close()
    this.#known.licenses.set(id, key)
    return id
  }

  /** A server with its clients, and two commands at the same time. */
  async #killedServer(): Promise<string[]> {
    const wrong: string[] = []
    const server = this.#start(['serve', '--port', '0'], this.#dataDir)
    const commands = this.#twoCommands().map((command) => this.#command(command, wrong))
    const atStart = this.#random(5) === 0
    if (atStart) await moment(this.#random(this.#longest.get('serve') ?? 100))
    const began = performance.now()
    const url = atStart ? null : await urlOf(server)
    if (!atStart && url === null) wrong.push('serve ended before it was killed')
    if (url !== null) this.#learn('serve', performance.now() - began)
    let answered = () => undefined as unknown
    const first = new Promise((resolve) => (answered = () => resolve(null)))
    const clients = Array.from({ length: url === null ? 0 : CLIENTS }, () =>
      this.#client(url ?? '', wrong, () => answered()),
    )
    if (this.#random(2) === 0) await Promise.race([first, Promise.all(clients)])
    await moment(this.#random(url === null ? 1 : ASKED_WITHIN))
    server.kill('SIGKILL')
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
    if (server.signalCode === 'SIGKILL') this.#count('serve')
    await Promise.all([...clients, ...commands])
    return wrong
  }

  /** Asks until nobody answers any more. */
  async #client(url: string, wrong: string[], answered: () => void): Promise<void> {
    for (;;) {
      const asked = this.#question()
      try {
        const answer = await fetch(url + asked.target, {
          method: asked.method,
          headers: { authorization: `License ${asked.code}` },
          ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
        })
        const body = await answer.text()
        answered()
        if (answer.status === asked.status) {
          this.confirmed += 1
          asked.done(body)
        } else if (answer.status === 503) asked.undone()
        else wrong.push(`${asked.method} ${asked.target}: ${answer.status} ${body}`)
      } catch {
        return // it is gone; nobody knows what it did
      }
    }
  }

  /** A seat is taken, given back, or gets a file; no two questions are about the same machine. */
  #question(): Question {
    const choice = this.#random(10)
    const taken = choice < 4 ? this.#takenMachine() : null
    if (taken === null) return this.#newSeat()
    const [fingerprint, machine] = taken
    const code = this.#known.licenses.get(machine.licenseId) ?? ''
    const target = `/machines/${fingerprint}`
    const undone = () => {
      machine.seat = 'taken'
    }
    machine.seat = 'unknown'
    if (choice < 2)
      return { method: 'DELETE', target, code, status: 204, undone, done: () => void (machine.seat = 'free') }
    const done = (body: string) => {
      const { data } = JSON.parse(body) as { data: { attributes: { expiry: string } } }
      machine.fileUntil = Date.parse(data.attributes.expiry) + GRACE_DAYS * DAY
      undone()
    }
    const body = { meta: { encrypt: true, ttl: 86_400 } }
    return { method: 'POST', target: `${target}/actions/check-out`, code, body, status: 200, undone, done }
  }

  #newSeat(): Question {
    const [licenseId, code] = this.#license()
    const fingerprint = `machine-${(this.#number += 1)}`
    const machine = this.#unknownMachine(fingerprint, licenseId)
    return {
      method: 'POST',
      target: '/machines',
      code,
      body: activation(licenseId, fingerprint),
      status: 201,
      undone: () => void (machine.seat = 'free'),
      done: () => void (machine.seat = 'taken'),
    }
  }

  #license(): [string, string] {
    const all = [...this.#known.licenses]
    const found = all[this.#random(all.length)]
    if (!found) throw new Error('there is no license')
    return found
  }

  #unknownMachine(fingerprint: string, licenseId: string): KnownMachine {
    const machine: KnownMachine = { licenseId, seat: 'unknown', fileUntil: 0 }
    this.#known.machines.set(fingerprint, machine)
    return machine
  }

  #takenMachine(): [string, KnownMachine] | null {
    const taken = [...this.#known.machines].filter(([, { seat }]) => seat === 'taken')
    return taken[this.#random(Math.max(1, taken.length))] ?? null
  }

  #twoCommands(): Command[] {
    const [first, second] = [this.#random(8), this.#random(6)]
    return [this.#nextCommand(first), this.#nextCommand(second)]
  }

  /** Above 5: what changes the keys, once at a time. */
  #nextCommand(choice: number): Command {
    const known = this.#known
    if (choice === 7) {
      known.activeKey = null
      return { args: ['keys', 'rotate'], done: ({ added }) => void (known.activeKey = added?.id ?? null) }
    }
    if (choice === 6) return { args: ['keys', 'prepare'], done: () => undefined }
    const taken = choice === 5 ? this.#takenMachine() : null
    if (taken !== null) {
      const [fingerprint, machine] = taken
      machine.seat = 'unknown'
      const args = ['machine', 'release', machine.licenseId, fingerprint]
      return { args, done: () => void (machine.seat = 'free') }
    }
    if (choice >= 3) {
      const [licenseId] = this.#license()
      const fingerprint = uniqueKey((this.#number += 1))
      const machine = this.#unknownMachine(fingerprint, licenseId)
      const args = ['answer', '--license', licenseId, '--unique-key', fingerprint]
      return { args, done: () => void (machine.seat = 'taken') }
    }
    if (choice === 2) {
      const file = path.join(this.#dataDir, '..', `backup-${(this.#number += 1)}.db`)
      const licenses = [...known.licenses.keys()]
      known.unsure.add(file)
      return { args: ['backup', file], done: () => void known.backups.set(file, licenses) }
    }
    const args = ['license', 'create', '--owner', 'B', '--product', 'storage', '--machines', '100000']
    return { args, done: ({ id = '', code = '' }) => void known.licenses.set(id, code) }
  }

  async #command({ args, done }: Command, wrong: string[]): Promise<void> {
    const { said } = await this.#killed(args, this.#dataDir)
    if (said?.error && said.error.code !== 'database_busy')
      wrong.push(`${args.join(' ')}: ${said.error.code}: ${said.error.message}`)
    else if (said && !said.error) done(said)
  }

  /** Back to a copy of what is there; what was sold after it may be gone then, and only then. */
  async #killedRestore(): Promise<string[]> {
    const file = path.join(this.#dataDir, '..', `copy-${(this.#number += 1)}.db`)
    must(await backUp(this.#dataDir, file))
    const later = await this.#sell()
    const code = this.#known.licenses.get(later) ?? ''
    this.#known.licenses.delete(later)
    const { said } = await this.#killed(['restore', file], this.#dataDir)
    if (said?.error) return [`restore: ${said.error.code}: ${said.error.message}`]
    const vendor = must(await openVendor(this.#dataDir))
    const isThere = (await vendor.store.licenses.byId(later)) !== null
    await vendor.close()
    if (isThere) this.#known.licenses.set(later, code)
    if (said === null) return []
    const { kept } = said
    if (kept) this.#known.backups.set(kept, [later])
    return [
      ...(isThere ? ['restore was confirmed, and did nothing'] : []),
      ...(kept ? [] : ['restore kept nothing']),
    ]
  }

  /** A folder of its own: of an older version, with all that was confirmed. */
  async #killedUpgrade(): Promise<string[]> {
    if (!existsSync(this.#dataDir)) return []
    const licenses = [...this.#known.licenses]
    const dataDir = path.join(this.#dataDir, '..', `older-${(this.#number += 1)}`)
    cpSync(this.#dataDir, dataDir, { recursive: true })
    makeOlder(dataDir)
    const { said } = await this.#killed(['database', 'upgrade'], dataDir)
    if (said?.error) return [`database upgrade: ${said.error.code}: ${said.error.message}`]
    const before = await openVendor(dataDir)
    if (!before.ok && (said !== null || before.error.code !== 'database_older'))
      return [`after database upgrade: ${before.error.message}`]
    if (before.ok) await before.value.close()
    must(await upgrade(dataDir, Date.now()))
    const vendor = must(await openVendor(dataDir))
    const lost: string[] = []
    for (const [id, code] of licenses) if ((await vendor.store.licenses.byId(id))?.key !== code) lost.push(id)
    await vendor.close()
    const wrong = [
      ...lost.map((id) => `the upgrade lost ${id}`),
      ...(await notWell(dataDir)),
      ...leftIn(dataDir),
    ]
    if (said?.kept && !existsSync(said.kept)) wrong.push(`${said.kept} was confirmed, and is not there`)
    rmSync(dataDir, { recursive: true })
    return wrong
  }

  async #killedInit(): Promise<string[]> {
    const dataDir = path.join(this.#cleanup.folder(), 'vendor')
    const { said } = await this.#killed(['init'], dataDir)
    if (said?.error) return [`init: ${said.error.code}: ${said.error.message}`]
    const made = existsSync(path.join(dataDir, 'activation.db'))
    if (said !== null && !made) return ['init was confirmed, and made nothing']
    if (!made) must(await initVendor(dataDir, vendorTemplate, Date.now() - 1000))
    const vendor = must(await openVendor(dataDir))
    const { id } = vendor.account
    await vendor.close()
    const other = said !== null && said.account !== id ? [`init said ${said.account}, and made ${id}`] : []
    const wrong = [...other, ...(await notWell(dataDir)), ...leftIn(dataDir)]
    rmSync(dataDir, { recursive: true })
    return wrong
  }

  #start(args: readonly string[], dataDir: string) {
    const argv = [this.#program, ...args, '--data-dir', dataDir, '--json']
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'ignore'], env: this.#env })
    this.#cleanup.add(() => child.kill('SIGKILL'))
    return child
  }

  /** Runs the command and kills it somewhere within the time that one of its kind takes: the first one tells. */
  async #killed(args: readonly string[], dataDir: string): Promise<Ended> {
    const kind = args.slice(0, args[0] === 'backup' || args[0] === 'restore' ? 1 : 2).join(' ')
    const began = performance.now()
    const child = this.#start(args, dataDir)
    const printed = text(child.stdout)
    const longest = this.#longest.get(kind)
    const killAfter = longest === undefined ? null : this.#random(Math.ceil(longest * KILLED_WITHIN))
    const timer = killAfter === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
    const [status] = (await once(child, 'exit')) as [number | null]
    clearTimeout(timer)
    if (status === null) this.#count(kind)
    else this.#learn(kind, performance.now() - began)
    const [line, ...rest] = (await printed).split('\n')
    const said = rest.length > 0 ? (JSON.parse(line ?? '') as Said) : null
    if (said && !said.error) this.confirmed += 1
    return { said }
  }

  #count(kind: string): void {
    this.byKind.set(kind, (this.byKind.get(kind) ?? 0) + 1)
  }

  #learn(kind: string, milliseconds: number): void {
    this.#longest.set(kind, Math.max((this.#longest.get(kind) ?? 0) * 0.95, milliseconds))
  }
}

/** Null: it ended without one. */
async function urlOf({ stdout }: { readonly stdout: Readable }): Promise<string | null> {
  for await (const line of createInterface({ input: stdout }))
    return (JSON.parse(line) as { url: string }).url
  return null
}
