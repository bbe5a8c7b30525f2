// What is in the bundles, and what a package says of it: dependencies, third-party notices, bill of materials.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { requireBuild, runDesk } from '#tests/support/cli.ts'
import packageFile from '../../package.json' with { type: 'json' }
import { billOfMaterials } from '../../scripts/shipped/sbom.ts'
import type { ShippedPackage } from '../../scripts/shipped/packages.ts'

beforeAll(requireBuild)

const shipped = (): ShippedPackage[] =>
  JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, '../../dist/shipped-packages.json'), 'utf8'),
  ) as ShippedPackage[]

test('what our code imports into the bundles is in “dependencies” (issue 10.9)', () => {
  const direct = shipped().filter((one) => one.direct)
  expect(direct.map(({ name }) => name)).toContain('@tanstack/svelte-virtual')
  expect(direct.map(({ name }) => name).filter((name) => !(name in packageFile.dependencies))).toEqual([])
})

test('the notices have every package in the bundles, with its license text (issue 10.9)', async () => {
  const { status, stdout } = await runDesk(['notices'])
  expect(status).toBe(0)
  for (const { name, version, license, texts } of shipped()) {
    expect(stdout).toContain(`${name} ${version} (${license})`)
    for (const text of texts) expect(stdout).toContain(text.replaceAll('\r\n', '\n'))
  }
  const withoutText = shipped().filter(({ texts }) => texts.length === 0)
  expect(withoutText.map(({ name }) => name)).toEqual([])
})

test('the bill of materials names every package, where it is from and what it hashes to (issue 10.9)', () => {
  const application = { name: 'activation-desk', version: '1.2.3', license: 'MIT' }
  const bill = billOfMaterials(application, shipped())
  const read = JSON.parse(bill) as {
    bomFormat: string
    specVersion: string
    metadata: { component: { name: string; version: string } }
    components: { name: string; version: string; purl: string; hashes: { alg: string; content: string }[] }[]
  }
  expect([read.bomFormat, read.specVersion, read.metadata.component.version]).toEqual([
    'CycloneDX',
    '1.6',
    '1.2.3',
  ])
  expect(read.components.map(({ name }) => name).toSorted()).toEqual(
    shipped()
      .map(({ name }) => name)
      .toSorted(),
  )
  const table = read.components.find(({ name }) => name === '@tanstack/svelte-virtual')
  expect(table?.purl).toBe(`pkg:npm/%40tanstack/svelte-virtual@${table?.version ?? ''}`)
  for (const { hashes } of read.components)
    expect(hashes).toEqual([{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) as string }])
  expect(billOfMaterials(application, shipped())).toBe(bill)
})
