// `keys …`: the vendor's signing keys.
import type { Command } from 'commander'
import { isoOrNull } from '#shared/instant.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { ok } from '#shared/result.ts'
import type { KeyRecord } from '../store/keys.ts'
import { refuseSharedFolder, refuseUnfit } from '../vendor/fit-to-sign.ts'
import type { Fault } from '../fault.ts'
import type { KeyRing } from '../vendor/key-ring.ts'
import { EXIT, wholeNumber, withVendor } from './command-line.ts'
import { table } from './describe-license.ts'

export function addKeysCommands(program: Command, words: ServerWords): void {
  const { help } = words
  const keys = program.command('keys').description(help.keys.about)
  const list = keys.command('list').description(help.keysList.about)
  list.action(() =>
    withVendor(list, words, async (vendor) => {
      const all = await vendor.keys.all()
      const faults = new Map(all.map((key) => [key.id, faultOf(key, vendor.keys)]))
      const told = [...faults.values()].flatMap((fault) => fault ?? [])
      if (told.length > 0) process.exitCode = EXIT.unusable
      return ok({
        text: [
          keyTable(all, faults, words).trimEnd(),
          ...told.map((fault) => words.doctor.fault(fault.say(words))),
        ].join('\n'),
        json: { keys: all.map((key) => ({ ...keyJson(key), fault: faults.get(key.id)?.code ?? null })) },
      })
    }),
  )

  const prepare = keys
    .command('prepare')
    .description(help.keysPrepare.about)
    .option('--again', help.keysPrepare.again)
  prepare.action((options: { again?: boolean }) =>
    withVendor(prepare, words, async (vendor) => {
      refuseSharedFolder(vendor.dataDir)
      const added = await vendor.keys.prepare(vendor.clock(), options)
      const text = words.keys.prepared(added.id)
      return ok({ text, json: { added: keyJson(added) }, done: words.done.keys })
    }),
  )

  const rotate = keys
    .command('rotate')
    .description(help.keysRotate.about)
    .option('--keep-days <n>', help.keysRotate.keepDays, wholeNumber(0, 3650, words), 90)
    .option('--compromised', help.keysRotate.compromised)
  rotate.action(({ keepDays, compromised = false }: { keepDays: number; compromised?: boolean }) =>
    withVendor(rotate, words, async (vendor) => {
      // The end of a key's time is counted from now; one that is trusted no more has none, whatever the clock says.
      if (compromised) refuseSharedFolder(vendor.dataDir)
      else await refuseUnfit(vendor)
      const { added, retired } = await vendor.keys.rotate(vendor.clock(), { keepDays, compromised })
      const end = retired.revoked
        ? words.keys.trustedNoMore(retired.id)
        : words.keys.takenUntil(retired.id, String(isoOrNull(retired.until)))
      const text = [words.keys.signs(added.id), end, words.keys.shipProfile].join('\n')
      return ok({ text, json: { added: keyJson(added), retired: keyJson(retired) }, done: words.done.keys })
    }),
  )
}

/** Why a key that signs, or is to be the next, cannot; of the others nothing is needed any more. */
function faultOf(key: KeyRecord, ring: KeyRing): Fault | null {
  if (!key.active && (key.revoked || key.until !== null)) return null
  return ring.faultOf(key)
}

function keyJson({ id, publicKey, uses, from, until, revoked, active }: KeyRecord) {
  return { id, publicKey, use: uses, from: isoOrNull(from), until: isoOrNull(until), revoked, active }
}

function keyState({ active, revoked, until }: KeyRecord, { states }: ServerWords['keys']): string {
  if (active) return states.signs
  if (revoked) return states.revoked
  return until === null ? states.prepared : states.trusted
}

function keyTable(
  keys: readonly KeyRecord[],
  faults: ReadonlyMap<string, Fault | null>,
  { heads, keys: words }: ServerWords,
): string {
  const rows = keys.map((key) => [
    key.id,
    faults.get(key.id) ? words.states.cannotSign : keyState(key, words),
    isoOrNull(key.from) ?? '-',
    isoOrNull(key.until) ?? '-',
    key.publicKey,
  ])
  return table([[heads.id, heads.state, heads.from, heads.until, heads.publicKey], ...rows])
}
