// The gate as a program of its own says what the whole command line says, word for word, or leaves it to it.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GlobalOptions } from '#main/hosts/cli/environment.ts'
import { questionIn } from '#main/hosts/cli/gate.ts'
import { buildProgram } from '#main/hosts/cli/program.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { err } from '#shared/result.ts'
import { deskProgram, requireBuild, runProgram, type CliRun } from '#tests/support/cli.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must } from '#tests/support/vendor-side.ts'

type Options = GlobalOptions & { readonly product?: string; readonly quiet?: boolean }

/** What commander makes of it; null: it refuses. */
async function asCommanderReads(words: readonly string[]): Promise<Options | null> {
  let seen: Options | null = null
  const nowhere = { write: () => undefined }
  const program = buildProgram({
    messages: { ...messages, cli },
    loadEnvironment: (options) => {
      seen = options
      return err({ kind: 'compiled_in' })
    },
    startWebHost: () => Promise.reject(new Error('not asked for')),
    output: nowhere,
    problems: nowhere,
    done: () => {},
  })
  await program.parseAsync(['node', 'activation-desk', ...words]).catch(() => undefined)
  return seen
}

/** Every option in each of its forms, and what is near to one. */
const word = fc.oneof(
  { weight: 3, arbitrary: fc.constant(['check']) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('product', 'feature', 'built', 'data-dir', 'vendor', 'lang'),
        fc.constantFrom('a', 'b', 'en', 'de', '', '-', '--quiet', 'check', '-x', 'a=b', '2026-12-31'),
        fc.boolean(),
      )
      .map(([name, value, joined]) => (joined ? [`--${name}=${value}`] : [`--${name}`, value])),
  },
  fc
    .constantFrom(
      '--quiet',
      '--json',
      '--',
      '--no-quiet',
      '--quiet=1',
      '-q',
      '--help',
      '-V',
      'list',
      '--prod=a',
    )
    .map((one) => [one]),
)

describe('the gate of its own (issue 15)', () => {
  test('reads a question as the whole command line does, or leaves it', async () => {
    let read = 0
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 5 }), async (all) => {
        const words = all.flat()
        const question = questionIn(['node', 'activation-desk', ...words])
        if (question === null) return
        read += 1
        const options = await asCommanderReads(words)
        const { asked, dataDir, vendor, quiet, json } = question
        const { quiet: isQuiet = false, json: isJson = false, ...rest } = options ?? {}
        expect({ ...rest, quiet: isQuiet, json: isJson }).toEqual({
          ...asked,
          dataDir,
          vendor,
          quiet,
          json,
          lang: 'en',
        })
      }),
      { numRuns: 3000 },
    )
    expect(read).toBeGreaterThan(10)
  })

  test.each([
    ['nothing', []],
    ['no product', ['check']],
    ['another command', ['list', '--product', 'check']],
    ['help', ['check', '--product', 'a', '--help']],
    ['one word too many', ['check', 'storage', '--product', 'a']],
    ['a language that there is not', ['check', '--product', 'a', '--lang', 'xx']],
    ['a product longer than the contract has', ['check', '--product', 'x'.repeat(201)]],
    ['a feature in the form of an option', ['check', '--product', 'a', '--feature=--quiet']],
    ['a feature without a name', ['check', '--product', 'a', '--feature', '']],
    ['a day that there is not', ['check', '--product', 'a', '--built', '2026-02-30']],
    ['a moment', ['check', '--product', 'a', '--built', '2026-02-03T04:05:06Z']],
  ])('leaves %s', (_, words) => {
    expect(questionIn(['node', 'activation-desk', ...words])).toBeNull()
  })
})

describe('what both say of a store (issue 15)', () => {
  const cleanup = new Cleanup()
  afterAll(() => cleanup.run())
  const now = Date.now()
  const key = makeKey()
  const vendor = paperVendor({ ...key, trusted: { ...key.trusted, from: '2020-01-01T00:00:00.000Z' } })
  const profile = path.join(cleanup.folder(), 'vendor.json')
  const code = 'CODE OF THE TEST'
  let desk: Installation
  beforeAll(async () => {
    requireBuild()
    writeFileSync(profile, JSON.stringify(vendor.profile))
    desk = install(cleanup, vendor.profile)
    const products = [
      { code: 'storage', name: 'Storage', type: 'Terabyte', limit: 2 },
      { code: 'ended', name: 'Ended', type: 'Status', expiry: '2020-01-01T00:00:00.000Z' },
    ]
    const fingerprint = await desk.uniqueKey()
    const metadata = { products, features: ['ha'], maintenanceUntil: '2026-06-30T23:59:59.999Z' }
    const offlineKey = vendor.localKey({ id: 'l-1', code, fingerprint, issued: now, metadata })
    must(await desk.router.call('licenses.activateOffline', { code, offlineKey }))
    must(await desk.router.call('usage.set', { product: 'storage', usage: 1 }))
  })

  const main = path.join(path.dirname(deskProgram), 'main.js')
  const gate = path.join(path.dirname(deskProgram), 'gate.js')
  /** `small`: the program that is started. What both of its parts would say alone, one process asks at every question. */
  const both = async (dataDir: string, ...questions: (readonly string[])[]) => {
    const all = questions.map((words) => ['--vendor', profile, '--data-dir', dataDir, 'check', ...words])
    const asked = JSON.stringify(all)
    const { stdout, stderr } = await runProgram('--input-type=module', ['--eval', askBoth, asked])
    if (stdout === '') throw new Error(stderr)
    const said = JSON.parse(stdout) as { readonly whole: CliRun; readonly alone: CliRun }[]
    const answers = []
    for (const [at, args] of all.entries()) {
      const [small, parts] = [await runProgram(deskProgram, args), said[at]]
      if (!parts) throw new Error(`no answer to ${args.join(' ')}`)
      answers.push({ ...parts, small })
    }
    return answers
  }

  /** Of the gate 99: it leaves the question. The command line is one for each time that it is imported. */
  const askBoth = `
    import fs from 'node:fs'
    import { syncBuiltinESMExports } from 'node:module'
    const print = process.stdout.write.bind(process.stdout)
    let written
    const writer = (handle) => (text, done) => {
      written[handle] += text
      if (typeof done === 'function') done()
      return true
    }
    fs.writeSync = (handle, text) => writer(handle)(text) && Buffer.byteLength(text)
    syncBuiltinESMExports()
    for (const [at, stream] of ['stdout', 'stderr'].entries()) process[stream].write = writer(at + 1)
    const taken = async (work) => {
      written = ['', '', '']
      const status = await work()
      return { status, stdout: written[1], stderr: written[2] }
    }
    const { answerOf } = await import(${JSON.stringify(pathToFileURL(gate))})
    const said = []
    for (const [at, args] of JSON.parse(process.argv[1]).entries()) {
      process.argv = ['node', 'activation-desk', ...args]
      const alone = await taken(async () => (await answerOf(process.argv)) ?? 99)
      const whole = await taken(async () => (await import(${JSON.stringify(pathToFileURL(main))} + '?' + at)).verdict)
      said.push({ whole, alone })
    }
    process.exitCode = 0
    print(JSON.stringify(said))
  `

  test.each([
    ['may run', 'storage', 0],
    ['may not run', 'ended', 1],
    ['is not licensed', 'other', 1],
    ['has the feature', 'storage --feature ha', 0],
    ['has not the feature', 'storage --feature dr', 1],
    ['maintenance covers', 'storage --built 2026-06-30', 0],
    ['maintenance does not cover', 'storage --built 2026-07-01', 1],
  ])('a product that %s', async (_, words, status) => {
    const asked = ['--product', ...words.split(' ')]
    const said = await both(desk.dataDir, asked, [...asked, '--json'], [...asked, '--quiet'])
    for (const { whole, small, alone } of said) {
      expect(small).toEqual(whole)
      expect(alone).toEqual(whole)
      expect(whole.status).toBe(status)
    }
  })

  test('a product whose name a terminal would obey', async () => {
    const product = 'a\u001B]0;title\u0007\u009B31m\u202E'
    const said = await both(desk.dataDir, ['--product', product], ['--product', product, '--json'])
    for (const [at, { whole, small, alone }] of said.entries()) {
      expect(alone).toEqual(whole)
      expect(small).toEqual(whole)
      expect(whole.stdout.trimEnd()).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
      if (at > 0) expect(JSON.parse(whole.stdout)).toMatchObject({ product })
    }
  })

  test('where it cannot tell, the rest says why', async () => {
    const dataDir = path.join(cleanup.folder(), 'data')
    mkdirSync(path.join(dataDir, 'licenses/broken'), { recursive: true })
    writeFileSync(path.join(dataDir, 'machine-id'), '0123456789abcdef0123456789abcdef')
    const asked = ['--product', 'storage']
    const [said, quiet] = await both(dataDir, asked, [...asked, '--quiet'])
    if (!said || !quiet) throw new Error('two questions have two answers')
    expect(said.small).toEqual(said.whole)
    expect(said.small).toMatchObject({ status: 2, stdout: '' })
    expect(said.small.stderr).toContain('licenses/broken')
    expect(said.alone).toEqual({ status: 99, stdout: '', stderr: '' })
    expect(quiet.alone).toEqual({ status: 2, stdout: '', stderr: '' })
    expect(quiet.small).toEqual(quiet.whole)
  })
})
