// The gate for Java: compiled from a copy of its folder, and held to the reference (docs/formats/gate-v1.md).
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY, iso } from '#shared/instant.ts'
import { runProgram } from '#tests/support/cli.ts'
import { AskedProgram, PATIENCE } from '#tests/support/gate/ask-program.ts'
import { AskedGates } from '#tests/support/gate/asked-gates.ts'
import { differencesInVectors } from '#tests/support/gate/differences.ts'
import type { FileTerms } from '#tests/support/gate/gate-vendor.ts'
import {
  isCalledBack,
  isStoppedByItsListener,
  ProductOf,
  quickStartOf,
} from '#tests/support/gate/product-of.ts'
import { javaCompiler, needTool } from '#tests/support/tools.ts'

const OURS = path.resolve(import.meta.dirname, '../../../src-main/hosts/cli/activation-desk.mjs')

const product = new ProductOf('java')
const { folder, profileFile: trusted } = product
afterAll(product.end)
const storeOf = (terms: FileTerms) => product.storeOf(terms)

const copied = path.join(folder('source'), 'a copy, ä')

/** What a vendor's developer types. */
function shell(command: string, cwd: string): void {
  const { status, stderr } = spawnSync('sh', ['-e', '-c', command], { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command}:\n${stderr}`)
}

const readme = () => readFileSync(path.join(copied, 'README.md'), 'utf8')
/** Java finds no classes below “ä” where its letters are ASCII. */
const classes = folder('classes')
const javaArgs = (program: string, ...args: readonly string[]) => [
  '-Xshare:auto',
  '-XX:TieredStopAtLevel=1',
  '-cp',
  classes,
  `activationdesk.gate.${program}`,
  ...args,
]

beforeEach((context) => void needTool(javaCompiler, context))
beforeAll(() => {
  if (javaCompiler.find() === null) return
  cpSync(new URL('../../../sdk/java', import.meta.url), copied, { recursive: true })
  rmSync(path.join(copied, 'build'), { recursive: true, force: true })
  shell(/```sh\n([^]*?)```/.exec(readme())?.[1] ?? 'false', copied)
  shell(
    `javac --release 17 -encoding UTF-8 -Xlint:all -Werror -d ${classes} $(find src -name '*.java' ! -name module-info.java)`,
    copied,
  )
})

test(
  'every vector is answered as it is written without a locale, where letters are ASCII',
  { timeout: PATIENCE },
  async () => {
    const java = new AskedProgram('java', javaArgs('AskLines'), { LC_ALL: 'C' })
    const gates = new AskedGates({ java })
    expect(await differencesInVectors(gates, folder('vectors ä'))).toEqual([])
    expect(await gates.end()).toBe('')
  },
)

test('the quick start of its README, fifteen lines at most, runs with the JAR, from wherever it is started', () => {
  const [, commands = ''] = /`(javac -cp [^`]*)`/.exec(readme()) ?? []
  const place = folder('product')
  writeFileSync(path.join(place, 'Product.java'), quickStartOf(path.join(copied, 'README.md'), 'java'))
  cpSync(trusted, path.join(place, 'vendor.json'))
  cpSync(path.join(copied, 'build', 'activation-gate.jar'), path.join(place, 'activation-gate.jar'))
  const build = spawnSync('sh', ['-e', '-c', commands.slice(0, commands.lastIndexOf(' && '))], {
    cwd: place,
    encoding: 'utf8',
  })
  expect(build.status, build.stderr).toBe(0)
  const start = commands.slice(commands.lastIndexOf(' && ') + 4).replaceAll(/[a-z-]+\.jar/g, `${place}/$&`)
  const run = (dataDir: string, locale = 'C.UTF-8', cwd = place) =>
    spawnSync('sh', ['-e', '-c', start], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: locale, ACTIVATION_DESK_DATA_DIR: dataDir },
    })
  expect(run(storeOf({}))).toMatchObject({ status: 0, stdout: '', stderr: '' })
  const refused = run(storeOf({ attributes: { expiry: iso(Date.now() - 1000) } }))
  expect(refused).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('alpha: may not run (Expired).') as string,
  })
  for (const cwd of product.elsewhere()) expect(run(storeOf({}), undefined, cwd).status).toBe(0)
  spawnSync('jar', ['-cf', 'product.jar', 'Product.class'], { cwd: place })
  for (const cwd of [place, ...product.elsewhere()])
    expect(run(storeOf({}), undefined, cwd)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('NullPointerException') as string,
    })
  spawnSync('jar', ['-uf', 'product.jar', 'vendor.json'], { cwd: place })
  // What the JVM cannot read of the environment is no folder that is not there.
  const link = path.join(folder('links'), 'ä')
  symlinkSync(storeOf({}), link)
  expect(run(link)).toMatchObject({ status: 0, stdout: '', stderr: '' })
  expect(run(link, 'C')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('invalid_input') as string,
  })
})

const SAID: readonly (readonly [FileTerms, string, string])[] = [
  [{}, '', ''],
  [{ attributes: { expiry: iso(Date.now() + 9 * DAY) } }, '', ''],
  [{ attributes: { expiry: iso(Date.now() - DAY) }, metadata: { graceDays: 20 } }, '', ''],
  [{ attributes: { expiry: iso(Date.now() - DAY) } }, '', ''],
  [{ attributes: { expiry: iso(Date.now() - 40 * DAY) }, issued: Date.now() - 50 * DAY }, '', ''],
  [{ fileExpiry: Date.now() + 5 * DAY }, '', ''],
  [{ attributes: { suspended: true } }, '', ''],
  [{ metadata: { maintenanceUntil: '2026-01-01' } }, '2026-02-01', ''],
  [{}, '', 'naïve'],
]

test('its sentence is that of the command', async () => {
  const stores = SAID.map(([terms, built, feature]) => ({ dataDir: storeOf(terms), built, feature }))
  const lines = stores.map(({ dataDir, built, feature }) => [dataDir, built, feature].join('\t'))
  const said = spawnSync('java', javaArgs('Say', trusted), { encoding: 'utf8', input: lines.join('\n') })
  const ours: string[] = []
  for (const { dataDir, built, feature } of stores) {
    const more = [...(built ? ['--built', built] : []), ...(feature ? ['--feature', feature] : [])]
    const { status, stdout } = await runProgram(OURS, [
      ...['--vendor', trusted, '--data-dir', dataDir, 'check', '--product', 'alpha', ...more],
    ])
    ours.push(`${status} ${stdout.trimEnd()}`)
  }
  expect(said.stdout.trimEnd().split('\n'), said.stderr).toEqual(ours)
})

test('a JVM without Ed25519, or without AES, could not tell', () => {
  const dataDir = storeOf({})
  for (const provider of ['SunEC', 'SunJCE']) {
    const input = `${dataDir}\t\t`
    const said = spawnSync('java', javaArgs('Say', trusted, provider), { encoding: 'utf8', input })
    expect(said.stdout, said.stderr).toBe(
      '2 It cannot be told whether the product may run: internal_error.\n',
    )
  }
})

test('a pipe in the place of a file is waited for by nobody', () => {
  const places = [
    'clock.json',
    'usage.json',
    'store.json',
    'licenses/370fe8c7-df40-4f56-b9c1-c90cdd5cad91/code',
  ]
  const stores = places.map((place) => {
    const dataDir = storeOf({})
    rmSync(path.join(dataDir, place), { force: true })
    spawnSync('mkfifo', [path.join(dataDir, place)])
    return dataDir
  })
  const input = stores.map((dataDir) => `${dataDir}\t\t`).join('\n')
  const { stdout, stderr } = spawnSync('java', javaArgs('Say', trusted), { encoding: 'utf8', input })
  const answers = stdout.trimEnd().split('\n')
  expect(answers.slice(0, 3), stderr).toEqual(
    places.slice(0, 3).map(() => '0 alpha: may run (Active). All is well; the product may run.'),
  )
  expect(answers[3]).toContain('2 It cannot be told whether the product may run: license_damaged, licenses/')
})

test('a hundred threads ask one gate at once, and are answered alike', () => {
  const dataDir = storeOf({ metadata: { features: ['a', 'ä'] } })
  const said = spawnSync('java', javaArgs('Threads', trusted, dataDir), { encoding: 'utf8' })
  expect(said, said.stderr).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('0 of 2000') as string,
    stderr: '',
  })
  expect(said.stdout).toContain('"mayRun":true')
})

test('a thread that is interrupted before or while it asks and reports is answered as any other, and stays so', () => {
  const dataDir = product.refusing()
  const said = spawnSync('java', javaArgs('Interrupted', trusted, dataDir), { encoding: 'utf8' })
  expect(said, said.stderr).toMatchObject({ status: 0, stderr: '' })
  const [answer, ...more] = said.stdout.trimEnd().split('\n')
  expect(answer).toContain('"mayRun":true')
  expect(more).toEqual([
    ...['wrong: {}', 'closed: true, interrupted: true'],
    'given up: 100, interrupted: true',
  ])
  expect(readdirSync(path.join(dataDir, 'usage'))).toEqual(['alpha.json'])
})

test('a product that reports its usage is called back when that stops it, though its listener throws', async () => {
  const dataDir = product.refusing()
  await isCalledBack(['java', ...javaArgs('Watching', trusted, dataDir)], dataDir, {
    ...{ runs: 'answer: alpha: may run (Active).', stopped: 'answer: alpha: may not run (Over limit).' },
    ...{ reported: 'reported: written', refused: 'reported: invalid_input' },
  })
  expect(readdirSync(path.join(dataDir, 'usage'))).toEqual(['alpha.json'])
  expect(statSync(path.join(dataDir, 'usage/alpha.json')).mode & 0o777).toBe(0o640)
})

test('a watch may be given no pause; without a listener it is refused', () => {
  const said = spawnSync('java', javaArgs('Watching', trusted, product.storeOf({}), 'forms'), {
    encoding: 'utf8',
  })
  expect(said, said.stderr).toMatchObject({ status: 0, stdout: 'none\nno listener\n', stderr: '' })
})

test('a listener may stop its own watch, and is called no more', () => {
  isStoppedByItsListener(
    ['java', ...javaArgs('Watching', trusted, product.storeOf({}), 'once')],
    'answer: alpha: may run (Active). All is well; the product may run.',
  )
})

test('a watch that is closed while it asks calls nobody, and waits for no question; one that cannot ask says so', () => {
  const said = spawnSync('java', javaArgs('Closing'), { encoding: 'utf8', timeout: 60_000 })
  expect(said).toMatchObject({ status: 0, stdout: 'calls: 0\ntold: profile_invalid\n', stderr: '' })
})

test.each([
  ['one gate', '200000'],
  ['one gate', '500000'],
  ['a gate made there', '200000', 'new'],
])(
  'near the end of the stack %s could not tell (%s bytes), which spoils no later question',
  (_, ...words) => {
    const said = spawnSync('java', javaArgs('Depths', trusted, product.storeOf({}), ...words), {
      encoding: 'utf8',
    })
    expect(said, said.stderr).toMatchObject({ status: 0, stderr: '' })
    const [answers, thrown, later] = said.stdout.split('\n')
    // How far up it is asked is the JVM's to say.
    expect(['[COULD_NOT_TELL internal_error]', '[COULD_NOT_TELL internal_error, MAY_RUN none]']).toContain(
      answers,
    )
    expect(['[]', '[StackOverflowError of the call itself]']).toContain(thrown)
    expect(later).toBe('alpha: may run (Active). All is well; the product may run.')
  },
)

test('each class of the library is there before the first question', () => {
  const jar = path.join(copied, 'build', 'activation-gate.jar')
  const listed = spawnSync('jar', ['--list', '--file', jar], { encoding: 'utf8' }).stdout
  const all = [...listed.matchAll(/gate\/(.*)\.class$/gm)].map(([, name]) => name)
  const source = readFileSync(path.join(copied, 'src/main/java/activationdesk/gate/Rehearsal.java'), 'utf8')
  const named = /"""\n([^]*?)"""/.exec(source)?.[1]?.trim().split(/\s+/) ?? []
  // Which name the others.
  const own = ['Gate', 'Ready', 'Ready$Making', 'Rehearsal', 'Rehearsal$Part']
  expect([...named, ...own].toSorted()).toEqual(all.toSorted())
})
