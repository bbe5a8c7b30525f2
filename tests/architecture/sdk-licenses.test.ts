// Each folder under sdk/ can be copied away: its license goes with it, and is named where its ecosystem looks for that.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')
const text = (...names: readonly string[]) => readFileSync(path.join(ROOT, ...names), 'utf8')

const NAMED: readonly (readonly [string, string, RegExp])[] = [
  ['c', 'include/activation_gate.h', /SPDX-License-Identifier: MIT/],
  ['c', 'activation_gate.pc.in', /^License: MIT$/m],
  ['csharp', 'ActivationDesk.Gate.csproj', /<PackageLicenseExpression>MIT</],
  ['go', 'gate.go', /SPDX-License-Identifier: MIT/],
  ['java', 'pom.xml', /<licenses>\s*<license>\s*<name>MIT</],
  ['node', 'package.json', /"license": "MIT"/],
  ['python', 'setup.cfg', /^license = MIT\nlicense_files = LICENSE$/m],
]

test.each(readdirSync(path.join(ROOT, 'sdk')))(
  'sdk/%s has the text of our license, and names it',
  (library) => {
    expect(text('sdk', library, 'LICENSE')).toBe(text('LICENSE'))
    expect(text('sdk', library, 'README.md')).toContain('MIT: `LICENSE`')
    expect(NAMED.map(([named]) => named)).toContain(library)
  },
)

test.each(NAMED)('sdk/%s/%s', (library, file, pattern) => {
  expect(text('sdk', library, file)).toMatch(pattern)
})

test('the program of the tests is no part of the package for .NET', () => {
  expect(text('sdk/csharp/ActivationDesk.Gate.csproj')).toContain('<Compile Remove="test/**" />')
})
