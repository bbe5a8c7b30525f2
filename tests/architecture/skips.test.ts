// No test is skipped without a reason: lint refuses each of the ways in which Vitest and Playwright let it happen.
import path from 'node:path'
import { Linter } from 'eslint'
import { expect, test } from 'vitest'
import config from '../../eslint.config.ts'

/** The part of the configuration that is of tests alone, and needs no types. */
const ofTests = (config as Linter.Config[]).filter(
  ({ files, rules }) => files?.[0] === 'tests/**/*.ts' && rules?.['no-restricted-syntax'] !== undefined,
)

const messagesOf = (text: string) =>
  new Linter({ cwd: path.resolve(import.meta.dirname, '../..') })
    .verify(text, [{ files: ['**/*.ts'], rules: ofTests[0]?.rules ?? {} }], 'tests/some.test.ts')
    .map(({ ruleId }) => ruleId)

test.each([
  `test.skip(process.platform !== 'linux')`,
  `test.skip()`,
  `test.fixme(isSlow)`,
  `test.describe.skip('all of it', () => {})`,
  `test.fixme('one', { tag: '@slow' }, () => {})`,
  'test.skip(`one`, () => {})',
  `describe.skip('all of it', () => {})`,
  `test.skip('one', () => {})`,
  `test.skipIf(isSlow)('one', () => {})`,
  `context.skip()`,
  `test.info().skip()`,
  `test.only('one', () => {})`,
  `it.only.each([1])('one', () => {})`,
  `test.describe.only('some', () => {})`,
  `test.describe.serial.only('some', () => {})`,
  `test.todo('one')`,
])('%s has no reason (issue 9)', (text) => {
  expect(messagesOf(text)).toEqual(['no-restricted-syntax'])
})

test.each([
  `test.skip(!onDouble, WHY)`,
  `context.skip('there is no openssl here')`,
  `test.fail(true, 'why')`,
])('%s has one (issue 9)', (text) => {
  expect(messagesOf(text)).toEqual([])
})
