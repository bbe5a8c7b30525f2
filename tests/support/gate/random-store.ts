// Stores of chance for every gate: each is one question whose answer the reference knows. The same seed makes the same
// choices; only the vendor's keys are others each time.
import { iso } from '#shared/instant.ts'
import { dayOf } from '#shared/license/days-over-limit.ts'
import type { Chance } from './chance.ts'
import type { Entries, Entry, GateCase } from './gate-case.ts'
import { at, MACHINE_ID, NOW, STORE, type GateVendor } from './gate-vendor.ts'
import { licenseOf, whole, type Terms } from './random-license.ts'
import { bentBy, forcedBy, THEMES } from './random-themes.ts'
import { usageFile, used } from './vectors.ts'

const NOBODYS: Terms = { products: ['gamma'], machineId: MACHINE_ID, says: null }

export function randomCase(chance: Chance, v: GateVendor): GateCase {
  const theme = chance.oneOf(THEMES) ?? 'active'
  const areAlike = theme === 'damage' || theme === 'maintenance_lends'
  const others = areAlike ? chance.upTo(3) : chance.happens(0.4) ? 1 : 0
  const licenses = [
    forcedBy(theme, chance),
    ...Array.from({ length: others }, () => (areAlike ? forcedBy(theme, chance) : NOBODYS)),
  ]
  const store: Record<string, Entry> = { ...STORE }
  licenses.forEach((forced, index) => Object.assign(store, licenseOf(chance, v, forced, index)))
  Object.assign(store, besides(chance, theme === 'over_limit' || theme === 'maintenance_lends'))
  const one: GateCase = {
    profile: v.profile(),
    clock: NOW,
    sources: { '/etc/machine-id': { text: `${MACHINE_ID}\n` } },
    store,
    ask: {
      product: theme === 'damage' ? chance.oneOf(['alpha', 'alpha', 'beta', 'gamma']) : 'alpha',
      ...(chance.happens(theme === 'damage' ? 0.2 : 0) && { feature: chance.oneOf(['a', 'ü', 'z']) }),
      ...(chance.happens(theme === 'damage' ? 0.2 : 0) && { built: iso(whole(chance.between(-200, 200))) }),
    },
  }
  return bentBy(theme, one, chance)
}

function besides(chance: Chance, isOver: boolean): Entries {
  const today = dayOf(NOW)
  const days = Array.from({ length: chance.upTo(6) }, () => today - chance.upTo(12) + 2)
  const overLimitSince = chance.happens(0.2) ? at(chance.between(-20, 5)) : null
  const usage = isOver ? 17 + chance.upTo(9) : chance.oneOf([0, 5, 16])
  const records = isOver || chance.happens(0.4) ? [used(usage, { overLimitDays: days, overLimitSince })] : []
  if (chance.happens(0.1)) records.push(used(3, { product: 'gamma' }))
  const key = { licenseId: 'shared-id', issued: at(-chance.upTo(20)), returned: NOW, returnCode: 'R' }
  return {
    ...(records.length > 0 && usageFile(...records)),
    ...(chance.happens(0.1) && { 'usage-history/alpha.json': { text: '{"points":[]}' } }),
    ...(!isOver &&
      chance.happens(0.1) && { 'usage/alpha.json': { text: JSON.stringify({ usage: chance.upTo(20) }) } }),
    ...(chance.happens(0.1) && {
      'clock.json': { text: JSON.stringify({ latestSigned: at(chance.between(-5, 0.9)) }) },
    }),
    ...(chance.happens(0.05) && { 'returned.json': { text: JSON.stringify({ returned: [key] }) } }),
  }
}
