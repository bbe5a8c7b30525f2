// The ways to every status: by the vendor’s word, by time, by usage, and by what happened to the files.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import type { Cleanup } from '#tests/support/temporary.ts'
import { LIMIT, PRODUCT, Scene, type Reached, type Sold, type StatusName, type Ways } from './scenario.ts'

type Terms = Parameters<Scene['online']>[0]

/** Activated so many days before the present, and then nothing but time. */
const since =
  (mayRun: boolean, days: number, terms: (scene: Scene) => Terms = () => ({}), mode: Mode = 'online') =>
  async (cleanup: Cleanup): Promise<Reached> => {
    const scene = await Scene.open(cleanup, -days)
    const { desk } = await (mode === 'online'
      ? scene.online(terms(scene))
      : scene.offline(terms(scene) ?? {}, mode.validForDays))
    scene.moveTo(0)
    return { scene, desk, mayRun }
  }
type Mode = 'online' | { readonly validForDays?: number }

/** One more in use than licensed, reported daily for so many days before today. */
const overLimit =
  (mayRun: boolean, rule: 'allow' | 'refuse' | number, days = 0) =>
  async (cleanup: Cleanup): Promise<Reached> => {
    const scene = await Scene.open(cleanup, -days)
    const { desk } = await scene.online({ overLimit: rule })
    for (let day = -days; day < 0 || day === -days; day += 1) {
      scene.moveTo(day)
      must(await desk.router.call('usage.set', { product: PRODUCT, usage: LIMIT + 1 }))
    }
    scene.moveTo(0)
    return { scene, desk, mayRun }
  }

/** The vendor changes its mind, the machine hears of it, and then the server is gone. */
const said =
  (code: string, change: (scene: Scene, license: Sold) => Promise<void>) =>
  async (cleanup: Cleanup): Promise<Reached> => {
    const scene = await Scene.open(cleanup, -2)
    const { desk, license } = await scene.online()
    scene.moveTo(-1)
    await change(scene, license)
    const { checked } = must(await desk.router.call('licenses.refresh', {}))
    expect(checked).toMatchObject([{ id: license.id, problem: code }])
    await scene.vendor.stop()
    scene.moveTo(0)
    return { scene, desk, mayRun: false }
  }

const onlyFile = (desk: Installation, license: Sold): string =>
  path.join(desk.dataDir, 'licenses', license.id, 'machine.lic')

const tampered =
  (tamper: (text: string) => string) =>
  async (cleanup: Cleanup): Promise<Reached> => {
    const scene = await Scene.open(cleanup)
    const { desk, license } = await scene.online()
    const file = onlyFile(desk, license)
    writeFileSync(file, tamper(readFileSync(file, 'utf8')))
    return { scene, desk, mayRun: false, doubt: 'license_damaged' }
  }

/** Reported, with a limit that the license insists on, and then something happened to the file. */
const usageLost =
  (damage: (file: string) => void) =>
  async (cleanup: Cleanup): Promise<Reached> => {
    const scene = await Scene.open(cleanup)
    const { desk } = await scene.online({ overLimit: 'refuse', products: [`${PRODUCT}:${LIMIT}`] })
    must(await desk.router.call('usage.set', { product: PRODUCT, usage: LIMIT + 1 }))
    damage(path.join(desk.dataDir, 'usage.json'))
    return { scene, desk, mayRun: false, doubt: 'usage_damaged' }
  }

/** Total: a status that nothing leads to does not compile. */
export const ways: Readonly<Record<StatusName, Ways>> = {
  active: {
    'online, just activated': since(true, 0),
    'online, a day before its next check is due': since(true, 13),
    offline: since(true, 50, () => ({}), {}),
  },
  expiring: {
    'thirty days before its end': since(true, 0, (scene) => ({ expiry: scene.at(29.9) })),
    'a day before its end, offline': since(true, 3, (scene) => ({ expiry: scene.at(1) }), {}),
  },
  grace: {
    'past its end': since(true, 5, (scene) => ({ expiry: scene.at(-2) })),
    'past the end of its Local License Key': since(true, 6, () => ({}), { validForDays: 5 }),
  },
  expired: {
    'past its days of grace': since(false, 9, (scene) => ({ expiry: scene.at(-8) })),
    'past its end without any grace': since(false, 2, (scene) => ({ expiry: scene.at(-1), graceDays: 0 })),
    'past the grace of its Local License Key': since(false, 13, () => ({}), { validForDays: 5 }),
  },
  check_overdue: {
    'fifteen days after its last check': since(true, 15),
    'past its days of grace': since(false, 22),
    'fifteen days after its last check, without any grace': since(false, 15, () => ({ graceDays: 0 })),
  },
  over_limit: {
    'where the license allows it': overLimit(true, 'allow'),
    'where the license refuses it': overLimit(false, 'refuse'),
    'within the days that the license gives': overLimit(true, 3, 2),
    'past the days that the license gives': overLimit(false, 3, 4),
  },
  suspended: {
    'said by the server at the last check': said('license_suspended', (scene, license) =>
      scene.vendor.suspend(license),
    ),
  },
  revoked: {
    'said by the server at the last check': said('license_revoked', (scene, license) =>
      scene.vendor.revoke(license),
    ),
  },
  clock_problem: {
    'the clock stands two days before the latest signed time': async (cleanup) => {
      const scene = await Scene.open(cleanup, 2)
      const { desk } = await scene.online()
      scene.moveTo(0)
      return { scene, desk, mayRun: false }
    },
  },
  other_machine: {
    'the data folder was copied': async (cleanup) => {
      const scene = await Scene.open(cleanup)
      const { desk } = await scene.online()
      const copy = path.join(cleanup.folder(), 'data')
      cpSync(desk.dataDir, copy, { recursive: true })
      return { scene, desk: await scene.install(copy, '0123456789abcdef'.repeat(2)), mayRun: false }
    },
  },
  invalid: {
    'a letter of the file was changed': tampered((text) => {
      const at = text.length / 2
      return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
    }),
    'the file was cut off': tampered((text) => text.slice(0, 500)),
    'the file is empty': tampered(() => ''),
  },
  unknown: {
    'what the product reported is damaged': usageLost((file) => writeFileSync(file, '{"usage"')),
    'what the product reported was emptied': usageLost((file) => writeFileSync(file, '{"usage":[]}')),
    'what the product reported is gone': usageLost((file) => rmSync(file)),
  },
  not_licensed: {
    'no license at all': async (cleanup) => {
      const scene = await Scene.open(cleanup)
      return { scene, desk: await scene.install(), mayRun: false }
    },
    'a license for other products': async (cleanup) => {
      const scene = await Scene.open(cleanup)
      const { desk } = await scene.online({ products: ['storage'] })
      return { scene, desk, mayRun: false }
    },
  },
}
