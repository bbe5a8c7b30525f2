// `keys …`: the vendor's signing keys.
import type { Command } from 'commander'
import { isoOrNull } from '#shared/instant.ts'
import { ok } from '#shared/result.ts'
import type { KeyRecord } from '../store/keys.ts'
import { wholeNumber, withVendor } from './command-line.ts'
import { table } from './describe-license.ts'

export function addKeysCommands(program: Command): void {
  const keys = program.command('keys').description("the vendor's signing keys")
  const list = keys.command('list').description('every key, and which one signs now')
  list.action(() =>
    withVendor(list, (vendor) => {
      const all = vendor.keys.all()
      return ok({ text: keyTable(all), json: { keys: all.map(keyJson) } })
    }),
  )

  const prepare = keys
    .command('prepare')
    .description('make the next key without signing with it yet: ship the profile that names it, then rotate')
  prepare.action(() =>
    withVendor(prepare, (vendor) => {
      const added = vendor.keys.prepare(vendor.clock())
      const text = `Key ${added.id} is prepared. Print the new profile and ship it, then run “keys rotate”.`
      return ok({ text, json: { added: keyJson(added) } })
    }),
  )

  const rotate = keys
    .command('rotate')
    .description(
      'the prepared key, or else a new one, signs from now on; apps whose profile does not name it refuse it',
    )
    .option(
      '--keep-days <n>',
      'days for which what the older key signs is still taken; what it signed before stays good',
      wholeNumber(0, 3650),
      90,
    )
    .option('--compromised', 'the older key is in wrong hands: it is trusted no more')
  rotate.action(({ keepDays, compromised = false }: { keepDays: number; compromised?: boolean }) =>
    withVendor(rotate, (vendor) => {
      const { added, retired } = vendor.keys.rotate(vendor.clock(), { keepDays, compromised })
      const end = retired.revoked
        ? 'is trusted no more'
        : `is taken for what it signed until ${isoOrNull(retired.until)}`
      const text = `Key ${added.id} signs from now on.\nKey ${retired.id} ${end}.\nPrint the new profile and ship it.`
      return ok({ text, json: { added: keyJson(added), retired: keyJson(retired) } })
    }),
  )
}

function keyJson({ id, publicKey, uses, from, until, revoked, active }: KeyRecord) {
  return { id, publicKey, use: uses, from: isoOrNull(from), until: isoOrNull(until), revoked, active }
}

function keyState({ active, revoked, until }: KeyRecord): string {
  if (active) return 'signs now'
  if (revoked) return 'revoked'
  return until === null ? 'prepared' : 'trusted'
}

function keyTable(keys: readonly KeyRecord[]): string {
  const rows = keys.map((key) => [
    key.id,
    keyState(key),
    isoOrNull(key.from) ?? '-',
    isoOrNull(key.until) ?? '-',
    key.publicKey,
  ])
  return table([['ID', 'STATE', 'FROM', 'UNTIL', 'PUBLIC KEY'], ...rows])
}
