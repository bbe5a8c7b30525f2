// Exported files in a language that nobody speaks: what people read is in it, what programs read is not.
import { hostname } from 'node:os'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '#shared/contract/contract.ts'
import { ok } from '#shared/result.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { messages, report } from '#tests/support/pseudo-locale/messages.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must } from '#tests/support/vendor-side.ts'
import { unzip } from '#tests/support/zip.ts'

/** Letters without an accent: no word of the catalogue has two of them in a row. */
const WORD = /[A-Za-z]{2,}/g
const wordsIn = (text: string): string[] => text.match(WORD) ?? []
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** A locale that writes dates without a word of English. */
const AS_WRITTEN = { locale: 'ja-JP', timeZone: 'UTC' }
const PSEUDO = messages.language
const CODE = 'CODE OF THE TEST'
const vendor = paperVendor()
const cleanup = new Cleanup()
const printed: string[] = []
let english: Installation
let desk: Installation
beforeAll(async () => {
  const now = Date.UTC(2027, 5, 1, 12)
  english = install(cleanup, vendor.profile, { clock: () => now })
  desk = install(cleanup, vendor.profile, {
    clock: () => now,
    dataDir: english.dataDir,
    machineId: null,
    loadWords: () => Promise.resolve({ ...messages, report }),
    pdf: {
      print: (html) => {
        printed.push(html)
        return Promise.resolve(ok(new Uint8Array()))
      },
    },
  })
  const fingerprint = await english.uniqueKey()
  for (const id of ['license-1', 'license-2']) {
    const code = `${CODE} ${id}`
    const metadata = { products: [{ code: 'storage', name: 'Storage', type: 'Terabyte' }] }
    const offlineKey = vendor.localKey({ id, code, fingerprint, issued: now, metadata })
    must(await english.router.call('licenses.activateOffline', { code, offlineKey }))
  }
  const nothing = { code: CODE, offlineKey: 'no key' }
  expect((await english.router.call('licenses.activateOffline', nothing)).ok).toBe(false)
})
afterAll(() => cleanup.run())

const licenses = async (input: Input<'export.create'>, of = desk) =>
  must(await of.router.call('export.create', { ...AS_WRITTEN, ...input }))
const log = async (input: Input<'activity.export'>, of = desk) =>
  must(await of.router.call('activity.export', input))

/** Names, codes and ids: what JSON says is in no language. */
async function data(): Promise<Set<string>> {
  const { content } = await licenses({ format: 'json' })
  return new Set([...textsIn(JSON.parse(content)), hostname(), 'UTC'].flatMap(wordsIn))
}
const readIn = (markup: string): string[] => wordsIn(markup.replaceAll(/<style>.*<\/style>|<[^>]*>/gs, ' '))

describe('no word of English is in a report (issue 11)', () => {
  test('as a page', async () => {
    const { content } = await licenses({ format: 'html', language: PSEUDO })
    const known = await data()
    expect(content).toContain(`<html lang="${PSEUDO}"`)
    expect(content).toContain(`<h1>${report.title}</h1>`)
    expect(content).toContain(messages.page.licensing.unlimited)
    expect(content).toContain(report.noLimit)
    expect(content).toContain(messages.statuses.active.label)
    expect(readIn(content).filter((word) => !known.has(word))).toEqual([])
  })

  test('as a PDF, which is that page', async () => {
    await licenses({ format: 'pdf', language: PSEUDO, paper: 'letter-portrait' })
    const { content } = await licenses({ format: 'html', language: PSEUDO })
    // But for the sheet: whoever prints the page chooses it.
    expect(printed.map((html) => html.replace('size: letter portrait;', ''))).toEqual([content])
    expect(printed[0]).not.toBe(content)
  })

  test('as a table for a spreadsheet, names of sheets included', async () => {
    const { content } = await licenses({ format: 'xlsx', language: PSEUDO })
    const files = unzip(Buffer.from(content, 'base64'))
    const known = await data()
    const texts = [...files].flatMap(([name, xml]) => {
      if (name === 'xl/workbook.xml') return Array.from(xml.matchAll(/<sheet name="([^"]*)"/g), ([, s]) => s)
      return /sharedStrings|sheet\d/.test(name) ? [xml] : []
    })
    expect(texts.join('')).toContain(report.uniqueKey)
    expect(texts.flatMap((text) => readIn(text ?? '')).filter((word) => !known.has(word))).toEqual([])
  })
})

describe('what programs read is the same in every language (issue 11)', () => {
  test.each(['csv', 'json'] as const)('licenses as %s', async (format) => {
    const { content } = await licenses({ format, language: PSEUDO })
    expect(content).toBe((await licenses({ format }, english)).content)
  })

  test('the log as JSON', async () => {
    const input = { format: 'json', action: 'activate_offline' } as const
    const { content } = await log({ ...input, language: PSEUDO })
    expect(content).toBe((await log(input, english)).content)
  })

  test('the heads and codes of the log as CSV, while its words are the language’s, and are found by them', async () => {
    const rows = async (of: Installation, search: string) => {
      const file = await log({ format: 'csv', result: 'failed', language: PSEUDO, search }, of)
      return parse<Record<string, string>>(file.content, { bom: true, columns: true, delimiter: ',' })
    }
    const { activity } = messages
    const [row] = await rows(desk, activity.failedActions.activate_offline)
    const [usual] = await rows(english, 'offline activation failed')
    expect(Object.keys(row ?? {})).toEqual(Object.keys(usual ?? {}))
    expect([row?.['Action'], row?.['Result']]).toEqual([usual?.['Action'], usual?.['Result']])
    expect(row?.['What']).toBe(activity.failedActions.activate_offline)
    expect(wordsIn(`${row?.['What Happened']} ${row?.['What To Do']}`)).toEqual([])
    const longer = '~~~'
    expect(await rows(desk, longer)).toHaveLength(1)
    expect(await rows(english, longer)).toEqual([])
  })
})

test('a report in a language that there is not is in English', async () => {
  const { content } = await licenses({ format: 'html', language: 'tlh' }, english)
  expect(content).toBe((await licenses({ format: 'html' }, english)).content)
  expect(content).toContain('<html lang="en"')
})
