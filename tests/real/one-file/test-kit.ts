// The test vendor of `npm run testkit`: its README tells the truth, and no other build has anything to do with it.
import { chownSync, cpSync, globSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { DATA_DIR_VARIABLE } from '#shared/install-name.ts'
import { DAY, iso } from '#shared/instant.ts'
import { writeMachineId } from '#tests/support/installation.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { makeTestKit, run, value } from './build.ts'
import type { BuiltDesk } from './built-desk.ts'

const PRODUCT = 'virtualization'
/** Root may read everything; a kit is asked by somebody else. */
const NOBODY = 65_534
const asks = process.getuid?.() === 0 ? { uid: NOBODY } : {}

interface Said {
  readonly test?: true
  readonly status?: string
  readonly reason?: string | null
  readonly error?: { readonly code: string }
}

export function holdsForTheTestKit(desk: BuiltDesk): void {
  let kit = ''
  let program: readonly string[] = []
  beforeAll(async () => {
    kit = path.join(desk.cleanup.folder(), 'kit')
    const profileFile = path.resolve('assets/vendor/virtualmetric.json')
    await makeTestKit({ profileFile, systems: ['linux-x64'], output: kit })
    program = [path.join(kit, 'activation-desk-linux-x64')]
    for (const folder of [path.dirname(kit), kit, path.join(kit, 'stores')]) giveAway(folder)
    for (const file of readdirSync(path.join(kit, 'stores'), { recursive: true, encoding: 'utf8' }))
      giveAway(path.join(kit, 'stores', file))
  }, 600_000)
  const giveAway = (file: string) => asks.uid === undefined || chownSync(file, NOBODY, NOBODY)
  const inKit = (args: readonly string[]) => run(program, args, { cwd: kit, ...asks })

  test('each row of its README is what its program answers, and the answer is marked', async () => {
    const text = readFileSync(path.join(kit, 'README.md'), 'utf8')
    const rows = [...text.matchAll(/^\| ([a-z-]+) \| .* \| (.*) \| ([012]) \| (.*) \|$/gm)]
    const stores = readdirSync(path.join(kit, 'stores'))
    expect(rows.map(([, store]) => store).toSorted()).toEqual(stores.toSorted())
    for (const [row, store = '', more = '', exit, answer = ''] of rows) {
      const words = [...more.matchAll(/`(.*?)`/g)].map(([, word = '']) => word)
      const asked = ['--data-dir', `stores/${store}`, 'check', '--product', PRODUCT, ...words]
      const { status, stdout } = await inKit(['--json', ...asked])
      const said = JSON.parse(stdout) as Said
      const why = said.reason ? `, reason \`${said.reason}\`` : ''
      const told = said.error ? `error \`${said.error.code}\`` : `\`${said.status}\`${why}`
      expect([row, status, told]).toEqual([row, Number(exit), answer])
      expect(said.test).toBe(true)
      const inWords = await inKit(asked)
      expect([row, inWords.status]).toEqual([row, Number(exit)])
      expect(`${inWords.stdout}${inWords.stderr}`).toMatch(/^TEST: /)
    }
  })

  test('the call that it shows works as it stands there, and cases.json says the same as the table', async () => {
    const text = readFileSync(path.join(kit, 'README.md'), 'utf8')
    const [, call = ''] = /^\.\/\S+ (.*)$/m.exec(text) ?? []
    expect(await inKit(call.split(' '))).toMatchObject({ status: 0 })
    interface Row {
      readonly asks: readonly string[]
      readonly exit: number
    }
    for (const { asks: args, exit } of JSON.parse(
      readFileSync(path.join(kit, 'cases.json'), 'utf8'),
    ) as Row[])
      expect([args, (await inKit([...args, '--quiet'])).status]).toEqual([args, exit])
  })

  test(
    'root is shown what it may read, and by the command of its README what it may not',
    runsWhere(process.getuid?.() === 0, 'this is not root'),
    async () => {
      const text = readFileSync(path.join(kit, 'README.md'), 'utf8')
      const [, call = ''] = /^(setpriv .*)$/m.exec(text) ?? []
      const asRoot = (command: string) =>
        run(['/bin/sh', '-c', command], [], { cwd: kit, env: { PATH: '/usr/bin:/bin' } })
      chownSync(path.join(kit, 'stores/no-permission/machine-id'), 0, 0)
      const refused = await asRoot(call)
      expect([refused.status, refused.stdout]).toEqual([2, expect.stringContaining('"store_not_readable"')])
      expect((await asRoot(call.slice(call.indexOf('./')))).status).toBe(0)
    },
  )

  test('wrong usage of its program is marked, too', async () => {
    for (const args of [
      ['list', '--nonsense'],
      ['check', '--product', '--quiet'],
      ['--data-dir', '', 'list'],
    ]) {
      const [words, json] = [await inKit(args), await inKit([...args, '--json'])]
      expect([words.status, words.stderr]).toEqual([2, expect.stringMatching(/^TEST: error: /)])
      expect(JSON.parse(json.stdout)).toMatchObject({ test: true, error: { code: 'invalid_input' } })
    }
  })

  test('a build with another profile refuses every license of it, and does not become one', async () => {
    for (const store of readdirSync(path.join(kit, 'stores'))) {
      const { status, stdout } = await desk.ask(path.join(kit, 'stores', store), PRODUCT)
      expect([store, [1, 2].includes(status ?? 0), stdout.includes('"test"')]).toEqual([store, true, false])
    }
    const [license = ''] = readdirSync(path.join(kit, 'stores/active/licenses'))
    const key = path.join(kit, 'stores/active/licenses', license, 'machine.lic')
    const code = readFileSync(path.join(path.dirname(key), 'code'), 'utf8').trim()
    const dataDir = path.join(desk.cleanup.folder(), 'data')
    mkdirSync(dataDir)
    cpSync(path.join(kit, 'stores/active/machine-id'), path.join(dataDir, 'machine-id'))
    const taken = await run(desk.program, [
      '--data-dir',
      dataDir,
      '--json',
      'activate',
      code,
      '--offline-key',
      key,
    ])
    expect(taken.status).toBe(1)
  })

  test('no option, variable or file makes a test build of it', async () => {
    // By the kit's clock this license has ended.
    const dataDir = path.join(desk.cleanup.folder(), 'data')
    await desk.activateOffline(dataDir, { expiry: Date.now() + 100 * DAY, graceDays: 0 })
    const { status, stdout } = await desk.ask(dataDir, desk.product)
    expect(status).toBe(0)
    const now = iso(Date.parse('2030-01-01T12:00:00Z'))
    const profile = path.join(kit, 'vendor.json')
    const store = path.join(kit, 'stores/active')

    // Options: what --help names is all that there is.
    const [all, ofCheck] = [
      await run(desk.program, ['help', 'options']),
      await run(desk.program, ['help', 'check']),
    ]
    const help = `${all.stdout}${ofCheck.stdout}`
    const options = [...help.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm)].map(([, option]) => option)
    expect([...new Set(options)].toSorted()).toEqual(
      [
        '--built',
        '--data-dir',
        '--feature',
        '--help',
        '--json',
        '--lang',
        '--product',
        '--quiet',
        '--version',
      ].toSorted(),
    )
    for (const more of [['--vendor', profile], ['--test'], ['--now', now], ['--clock', now]])
      expect((await desk.ask(store, PRODUCT, more)).status).toBe(2)

    // Variables: every one that the source names in an environment.
    const source = globSync('src-{main,shared}/**/*.ts').map((file) => readFileSync(file, 'utf8'))
    const named = source.flatMap((text) => [...text.matchAll(/\['([A-Z][A-Z0-9_]{2,})'\]/g)])
    const byConstant = source.flatMap((text) => [...text.matchAll(/env\[([A-Z_]+)\]/g)])
    expect(byConstant.map(([, constant]) => constant)).toEqual(['DATA_DIR_VARIABLE'])
    // Node itself breaks down where a locale is a path.
    const known = named.map(([, name = '']) => name).filter((name) => !/^(LANG|LC_)/.test(name))
    const names = new Set([DATA_DIR_VARIABLE, ...known])
    expect(known.length).toBeGreaterThan(3)
    for (const given of [profile, now, '1']) {
      const env = Object.fromEntries(
        [...names, 'NODE_OPTIONS', 'TEST', 'FAKETIME', 'NOW'].map((name) => [name, given]),
      )
      expect((await desk.ask(store, PRODUCT, [], env)).status).not.toBe(0)
      expect(await desk.ask(dataDir, desk.product, [], env)).toMatchObject({ status, stdout })
    }

    // Files: all of the kit's, beside the program and in the data folder.
    for (const folder of [dataDir, path.dirname(desk.program[0] ?? '')])
      for (const name of ['vendor.json', 'cases.json', 'README.md'])
        for (const as of [name, 'profile.json', 'test.json', 'clock', 'now'])
          writeFileSync(path.join(folder, as), readFileSync(path.join(kit, name)))
    expect(await desk.ask(dataDir, desk.product)).toMatchObject({ status, stdout })
    expect((await desk.ask(store, PRODUCT)).status).not.toBe(0)
  })

  test('its program takes no license of another vendor', async () => {
    const dataDir = path.join(desk.cleanup.folder(), 'data')
    await desk.activateOffline(dataDir)
    expect((await desk.ask(dataDir, desk.product)).status).toBe(0)
    const { status } = await run(program, ['--data-dir', dataDir, 'check', '--product', desk.product])
    expect(status).not.toBe(0)
    writeMachineId(path.join(desk.cleanup.folder(), 'new'), '0'.repeat(32))
    expect(value((await run(program, ['--json', 'info'])).stdout)['demo']).toBe(true)
  })
}
