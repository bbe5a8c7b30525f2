// The gate for .NET, a binding of the C library: compiled from a copy of its folder, and run under mono.
import { spawnSync } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DAY, HOUR, iso, LAST_INSTANT } from '#shared/instant.ts'
import {
  isCalledBack,
  isStoppedByItsListener,
  ProductOf,
  quickStartOf,
} from '#tests/support/gate/product-of.ts'
import { kept } from '#tests/support/gate/gate-vendor.ts'
import { cCompiler, mono, needTool } from '#tests/support/tools.ts'

const product = new ProductOf('csharp')
const { folder } = product
afterAll(product.end)

const copied = path.join(folder('source'), 'a copy, ä')
const libraries = folder('libraries')
const env = { ...process.env, LD_LIBRARY_PATH: libraries }
const asking = path.join(folder('asking'), 'asking.exe')

function run(program: string, args: readonly string[], cwd: string): void {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}:\n${stdout}\n${stderr}`)
}

beforeEach((context) => {
  needTool(cCompiler, context)
  needTool(mono, context)
})
beforeAll(() => {
  if (cCompiler.find() === null || mono.find() === null) return
  cpSync(new URL('../../../sdk/csharp', import.meta.url), copied, { recursive: true })
  const c = path.join(import.meta.dirname, '../../../sdk/c')
  run('make', ['-C', c, `BUILD=${libraries}`, `${libraries}/libactivation_gate.so`], libraries)
  run('mcs', ['-warnaserror', `-out:${asking}`, 'test/Asking.cs', 'Gate.cs'], copied)
})

test('the quick start of its README, fifteen lines at most, compiles and runs, from wherever it is started', () => {
  const readme = path.join(copied, 'README.md')
  const place = folder('product')
  writeFileSync(path.join(place, 'Product.cs'), quickStartOf(readme, 'csharp'))
  writeFileSync(path.join(place, 'vendor.json'), product.profile)
  cpSync(path.join(copied, 'Gate.cs'), path.join(place, 'Gate.cs'))
  run('mcs', ['-out:product.exe', '-resource:vendor.json', 'Product.cs', 'Gate.cs'], place)
  run('mcs', ['-out:without.exe', 'Product.cs', 'Gate.cs'], place)
  const [licensed, expired] = [
    product.storeOf({}),
    product.storeOf({ attributes: { expiry: iso(Date.now() - 1000) } }),
  ]
  const asked = (dataDir: string, cwd: string, made = 'product.exe', more: NodeJS.ProcessEnv = {}) =>
    spawnSync('mono', [path.join(place, made)], {
      cwd,
      encoding: 'utf8',
      env: { ...env, ACTIVATION_DESK_DATA_DIR: dataDir, ...more },
    })
  const saying = (text: string) => expect.stringContaining(text) as string
  for (const cwd of [place, ...product.elsewhere()]) {
    expect(asked(licensed, cwd)).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect(asked(expired, cwd)).toMatchObject({ status: 1, stderr: saying('alpha: may not run (Expired).') })
  }
  // A standard error that takes nothing makes no “may not run” of “could not tell”.
  const newer = product.storeOf({}, { 'store.json': { text: '{"writers":2,"gate":2}\n' } })
  const mute = spawnSync('sh', ['-c', '"$@" 2>/dev/full', 'sh', 'mono', path.join(place, 'product.exe')], {
    env: { ...env, ACTIVATION_DESK_DATA_DIR: newer },
  })
  expect(mute.status).toBe(2)
  expect(asked(licensed, place, 'without.exe')).toMatchObject({
    status: 2,
    stderr: saying('ArgumentNullException'),
  })
  expect(asked(licensed, place, 'product.exe', { LD_LIBRARY_PATH: '' })).toMatchObject({
    status: 2,
    stderr: saying('DllNotFoundException'),
  })
})

const ask = (what: string, dataDir: string) =>
  spawnSync('mono', [asking, what, product.profileFile, dataDir], { encoding: 'utf8', env })

test('each field is what the library says, and a zero in a product’s code makes it no other product', () => {
  const expiry = iso(Math.floor(Date.now() / 1000) * 1000 + 9 * DAY)
  const metadata = { features: ['a', 'ä'], maintenanceUntil: '2099-01-01' }
  const { stdout, stderr } = ask('fields', product.storeOf({ attributes: { expiry }, metadata }))
  const [json = '', fields, verdicts, others, ...ofNone] = stdout.trimEnd().split('\n')
  const said = JSON.parse(json) as Readonly<Record<string, unknown>>
  expect(said, stderr).toMatchObject({ mayRun: true, status: 'expiring' })
  const words = ['True', said['status'], 'none', said['limit'], said['usage'] ?? '', said['until']]
  expect(fields).toBe([...words, said['daysLeft'], said['maintenanceUntil'], 'a,ä'].join(' '))
  // One that nothing filled is no “yes”, and no 0 of a process’s end.
  expect(verdicts).toBe('may run could not tell True False 2 True')
  expect(others).toBe('not_licensed invalid_input')
  // Of a data folder that can be none.
  expect(ofNone).toEqual(Array(3).fill(['invalid_input', 'refused']).flat())
})

test('an end beyond the years of a DateTime is its last moment', () => {
  const answer = product.vendor.answer({ at: Date.now() - HOUR })
  const key = product.vendor.file({
    issued: Date.now() - 5 * DAY,
    fileExpiry: LAST_INSTANT,
    metadata: { graceDays: 3650, features: ['ä'] },
  })
  const dataDir = product.storeOf({}, kept({ key, code: product.vendor.code, answer }))
  const [json = '', fields] = ask('fields', dataDir).stdout.split('\n')
  expect(JSON.parse(json)).toMatchObject({ mayRun: true, until: '+010009-12-28T23:59:59.999Z' })
  expect(fields).toContain(' 9999-12-31T23:59:59.999Z ')
})

test('a hundred threads ask one gate at once, and are answered alike', () => {
  const { stdout, stderr } = ask('threads', product.storeOf({}))
  expect(stdout.trimEnd().split('\n'), stderr).toEqual([expect.stringContaining('"mayRun":true')])
})

test('a product that reports its usage is called back when that stops it, though its listener throws', async () => {
  const dataDir = product.refusing()
  await isCalledBack(
    ['mono', asking, 'watch', product.profileFile, dataDir],
    dataDir,
    {
      ...{ runs: 'answer: active 0', stopped: 'answer: over_limit 1' },
      ...{ reported: 'reported', refused: 'refused' },
    },
    { LD_LIBRARY_PATH: libraries },
  )
})

test('a gate that was disposed of answers no more, also while a watch of it lives', () => {
  const { stdout, stderr } = ask('disposed', product.storeOf({}))
  expect(stdout.trimEnd().split('\n'), stderr).toEqual(Array(6).fill('Gate'))
})

test('a listener may stop its own watch, and is called no more', () => {
  const words = ['mono', asking, 'once', product.profileFile, product.storeOf({})]
  isStoppedByItsListener(words, 'answer: active 0', env)
})
