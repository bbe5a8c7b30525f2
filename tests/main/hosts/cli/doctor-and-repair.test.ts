// doctor names what is damaged, and repair mends it or says the same.
import {
  appendFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { requireBuild } from '#tests/support/cli.ts'
import { commandMachine } from '#tests/support/command-machine.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
const machine = (profile: unknown) => commandMachine(cleanup, profile)
beforeAll(requireBuild)
afterEach(() => cleanup.run())

describe('a damaged store.json (issue 12)', () => {
  const KINDS: readonly (readonly [string, (file: string) => void])[] = [
    ['empty', (file) => writeFileSync(file, '')],
    ['cut', (file) => writeFileSync(file, '{')],
    ['a folder', (file) => mkdirSync(file)],
    ['a link to itself', (file) => symlinkSync('store.json', file)],
  ]

  test.each(KINDS)('stays where it is after doctor, and repair sets it aside: %s', async (_, damage) => {
    const { dataDir, desk } = machine(loadProfile({ offlineOnly: true }))
    const file = path.join(dataDir, 'store.json')
    expect((await desk(['settings', 'set', 'check-interval', '5'])).status).toBe(0)
    rmSync(file, { force: true })
    damage(file)
    const before = [lstatSync(file).ino, readdirSync(dataDir)]
    for (const round of [1, 2]) {
      const { stdout, stderr } = await desk(['doctor', '--offline'])
      expect(`${stdout}${stderr}`, String(round)).toContain('store.json')
      expect([lstatSync(file).ino, readdirSync(dataDir)]).toEqual(before)
    }
    const repaired = await desk(['--json', 'repair'])
    expect(JSON.parse(repaired.stdout)).toMatchObject({ setAside: [{ where: 'store.json' }], left: [] })
    expect((await desk(['doctor', '--offline'])).stdout).toMatch(/Files set aside +1/)
    expect(JSON.parse((await desk(['--json', 'repair'])).stdout)).toEqual({ setAside: [], left: [] })
  })
})

describe('doctor', () => {
  test('says in red that no Local License Key is taken, where returned.json is damaged; repair says what is true then', async () => {
    const { desk, dataDir } = machine(loadProfile({ machineIdFile: true }))
    for (const name of ['returned.json', 'clock.json']) writeFileSync(path.join(dataDir, name), 'x')
    const { status, stdout } = await desk(['doctor', '--offline'])
    expect(stdout).toMatch(/✗ FAILED +Local License Keys\n +No Local License Key is taken/)
    expect(status).toBe(4)
    const repaired = await desk(['repair'])
    expect(repaired.status).toBe(0)
    expect(repaired.stdout).toContain('Local License Keys are taken again')
    expect(repaired.stdout).not.toContain('activation-desk repair')
    expect((await desk(['doctor', '--offline'])).status).toBe(0)
  })

  test('names a damaged history and a damaged activity log; repair keeps of both what can be read', async () => {
    const { desk, dataDir } = machine(loadProfile({ machineIdFile: true }))
    expect((await desk(['settings', 'set', 'proxy', 'none'])).status).toBe(0)
    const log = path.join(dataDir, 'activity.jsonl')
    appendFileSync(log, 'garbage\n')
    const point = JSON.stringify({ at: 1, usage: 3, limit: null })
    mkdirSync(path.join(dataDir, 'usage-history'))
    writeFileSync(path.join(dataDir, 'usage-history', 'inventory.json'), `{"points":[${point},`)
    const { status, stdout } = await desk(['doctor', '--offline'])
    expect(stdout).toMatch(/! note +Data folder/)
    expect(stdout).toMatch(
      /usage-history\/inventory\.json: [\s\S]*activity\.jsonl: The activity log has lines/,
    )
    expect(status).toBe(0)
    const repaired = await desk(['repair'])
    expect(repaired.stdout).toContain('Mended: 3.')
    expect(repaired.stdout).not.toContain('activation-desk repair')
    const after = readFileSync(log, 'utf8')
    expect(after).toContain('"action":"settings"')
    expect(after).not.toContain('garbage')
    expect((await desk(['doctor', '--offline'])).stdout).not.toContain('warning: activity.jsonl')
  })

  describe('and repair name the same where only a person can mend it (issue 12.2)', () => {
    const AGAIN = '→ Activate the license again, or put the file back from a backup.'
    test.each([
      ['licenses/ID/machine.lic', AGAIN],
      ['licenses/ID/code', AGAIN],
      ['licenses/ID/answers/validation.json', AGAIN],
      ['settings.json', '→ Correct the file, or say anew whether this machine may open'],
      [
        'machine-id',
        '→ Put the file back from a backup, or set the id anew: “activation-desk machine-id set”',
      ],
    ])('%s', async (name, todo) => {
      const vendor = await openVendorSide(cleanup)
      const { desk, dataDir } = machine(await vendor.profile())
      expect((await desk(['activate', (await vendor.sell()).key])).status).toBe(0)
      const [id = ''] = readdirSync(path.join(dataDir, 'licenses'))
      const where = name.replace('ID', id)
      writeFileSync(path.join(dataDir, where), 'garbage {{\n')
      expect((await desk(['doctor', '--offline'])).stdout).toContain(where)
      const repaired = await desk(['repair'])
      expect(repaired.status).toBe(4)
      expect(repaired.stdout).toContain(`Still to be mended: 1.\nwarning: ${where}: `)
      expect(repaired.stdout).toContain(todo)
      expect(repaired.stdout).not.toContain('Mended')
      expect(readFileSync(path.join(dataDir, where), 'utf8')).toBe('garbage {{\n')
    })

    test('what was put into a license a moment ago, and that it waits (issue 12.6)', async () => {
      const vendor = await openVendorSide(cleanup)
      const { desk, dataDir } = machine(await vendor.profile())
      expect((await desk(['activate', (await vendor.sell()).key])).status).toBe(0)
      const [id = ''] = readdirSync(path.join(dataDir, 'licenses'))
      const code = path.join(dataDir, 'licenses', id, 'code')
      for (const make of [() => symlinkSync('/nowhere/at/all', code), () => undefined]) {
        rmSync(code)
        make()
        const linesOf = (text: string) =>
          text
            .split('\n')
            .flatMap((line, at, all) =>
              /warning: licenses/.test(line) ? `${line.trim()} ${all[at + 1]?.trim()}` : [],
            )
        const [doctor, repaired] = [await desk(['doctor', '--offline']), await desk(['repair'])]
        expect(repaired.status).toBe(4)
        expect(linesOf(repaired.stdout).toSorted()).toEqual(linesOf(doctor.stdout).toSorted())
        expect(repaired.stdout).toContain('Wait until that is done')
      }
    })

    test.each([
      ['gone', (file: string) => rmSync(file)],
      ['half', (file: string) => writeFileSync(file, '{"usage": [{"prod')],
    ])('usage.json that is %s, where the license allows more than its limit', async (_, lose) => {
      const vendor = await openVendorSide(cleanup)
      const { desk, dataDir } = machine(await vendor.profile())
      const { key } = await vendor.sell({ products: ['virtualization:16'], overLimit: 'allow' })
      expect((await desk(['activate', key])).status).toBe(0)
      expect((await desk(['usage', 'set', 'virtualization', '3'])).status).toBe(0)
      lose(path.join(dataDir, 'usage.json'))
      for (const _round of [1, 2]) {
        const doctor = await desk(['doctor', '--offline'])
        expect([doctor.status, doctor.stdout.includes('warning: usage.json: ')]).toEqual([0, true])
        const repaired = await desk(['repair'])
        expect(repaired.status).toBe(4)
        expect(repaired.stdout).toMatch(/Still to be mended: 1\.\nwarning: usage\.json: /)
        expect(repaired.stdout).toContain('→ Report the usage of each product anew')
      }
    })
  })
})
