// “activation-server … | head -1” ends quietly (issue 12.22).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createLicense } from '#server/back-office/create-license.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { headOf } from '#tests/support/head.ts'
import { program } from '../support/command.ts'
import { expectOk, vendorTemplate } from '../support/back-office.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'activation-server-')), 'office')
  expectOk(await initVendor(dataDir, vendorTemplate, Date.now()))
  const vendor = expectOk(await openVendor(dataDir))
  // More than a pipe holds.
  await vendor.store.transaction(async () => {
    for (let each = 0; each < 1500; each += 1)
      expectOk(await createLicense(vendor, { owner: `Customer ${each}`, products: ['storage'] }))
  })
  await vendor.close()
  return () => rmSync(join(dataDir, '..'), { recursive: true })
})

describe('a reader that has left (issue 12.22)', () => {
  it('of more than a pipe holds ends the program as SIGPIPE would', async () => {
    const argv = [program, '--data-dir', dataDir, 'license', 'list', '--limit', '1500', '--json']
    expect((await headOf(argv, { bytes: 1 })).status).toBe(141)
  })

  it.each([
    ['a long list', ['license', 'list', '--limit', '1500'], /^ID +CODE/],
    ['a long list as JSON', ['license', 'list', '--limit', '1500', '--json'], /^\{"licenses":\[/],
    ['a list of licenses', ['license', 'export'], /"owner","products"/],
    ['help', ['--help'], /^Usage: /],
    ['wrong usage', ['nonsense'], /^error: unknown command|^$/],
    ['a refusal', ['license', 'show', 'none'], /^$|^\S/],
  ])('of %s is told nothing more', async (_, argv, first) => {
    for (const together of [false, true]) {
      const { first: line, stderr } = await headOf([program, '--data-dir', dataDir, ...argv], { together })
      expect(line).toMatch(first)
      expect(stderr).not.toMatch(/EPIPE|at .*:\d+|node:/)
      if (together) expect(stderr).toBe('')
    }
  })
})
