// Lint rules: the type checker's own, plus the house's (CONTRIBUTING.md#how-it-is-written) where a rule can
// hold them.
import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import type { Linter } from 'eslint'
import { defineConfig } from 'eslint/config'
import globals from 'globals'
import ts from 'typescript-eslint'
import { countedReading } from './scripts/lint/counted-reading.ts'
import { PAGE_PROJECT, PAGE_SCRIPTS } from './scripts/lint/few-files.ts'
import { pageImports } from './scripts/lint/page-imports.ts'
import { wordsInMessages } from './scripts/lint/words-in-messages.ts'

const EXPORTS = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Named exports only (CONTRIBUTING.md#how-it-is-written).',
  },
  { selector: 'ExportAllDeclaration', message: 'No barrels (CONTRIBUTING.md#how-it-is-written).' },
]
/** One home for what a day is, and for how an instant is written. */
const INSTANTS = [
  { selector: 'Literal[value=86400000]', message: 'DAY is in src-shared/instant.ts.' },
  { selector: 'Literal[value=86400]', message: 'DAY_SECONDS is in src-shared/instant.ts.' },
  {
    selector:
      'CallExpression[callee.property.name="toISOString"][callee.object.type="NewExpression"][callee.object.arguments.length=1]',
    message: 'iso() is in src-shared/instant.ts.',
  },
]

/** A skip names its reason; the last line of `npm test` counts them, and those before it say why. One alone skips all others. */
const SKIPS = [
  {
    selector: 'CallExpression[callee.property.name=/^(skipIf|runIf)$/]',
    message: 'runsWhere(…, why) of tests/support/runs-where.ts: a skip names its reason.',
  },
  // A title and a body.
  {
    selector:
      'CallExpression[callee.property.name=/^(skip|fixme)$/][arguments.length>1]:matches([arguments.0.raw=/^["\']/],[arguments.0.type="TemplateLiteral"])',
    message: 'runsWhere(…, why) of tests/support/runs-where.ts: a skip names its reason.',
  },
  // From within a test: Playwright's take a condition first.
  {
    selector:
      'CallExpression[callee.property.name=/^(skip|fixme|fail)$/][callee.object.name=/^(test|describe|it)$/][arguments.length=1]',
    message: 'test.skip(condition, why): a skip names its reason.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(skip|fixme)$/][arguments.length=0]',
    message: 'skip(why): a skip names its reason.',
  },
  {
    selector:
      'MemberExpression[property.name=/^(only|todo)$/]:matches([object.name=/^(test|it|describe|suite)$/],[object.property.name=/^(describe|concurrent|serial|sequential)$/])',
    message: 'The others would be skipped, without a reason.',
  },
]

/** A row waits for what must come: a time stands for nothing. */
const SLEEPS = [
  {
    selector: 'CallExpression[callee.name="setTimeout"][arguments.1.type="Literal"]',
    message: 'kit.next or kit.when: wait for an event that must come afterwards.',
  },
]

const houseRules: Linter.RulesRecord = {
  'no-restricted-syntax': ['error', ...EXPORTS],
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': 'off',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  eqeqeq: 'error',
}

export default defineConfig(
  {
    ignores: [
      'dist/',
      'release/',
      '.toolchain/',
      '.demo/',
      '.svelte-check/',
      'test-results/',
      'tests/e2e/output/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: houseRules,
  },
  {
    files: ['src-*/**/*.ts'],
    ignores: ['src-shared/instant.ts'],
    rules: { 'no-restricted-syntax': ['error', ...EXPORTS, ...INSTANTS] },
  },
  { files: ['tests/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...EXPORTS, ...SKIPS] } },
  {
    files: ['tests/conformance/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...EXPORTS, ...SKIPS, ...SLEEPS] },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  {
    files: PAGE_SCRIPTS,
    languageOptions: {
      parserOptions: { projectService: false, project: PAGE_PROJECT, extraFileExtensions: ['.svelte'] },
    },
  },
  {
    files: ['**/*.svelte'],
    extends: [ts.configs.recommended, svelte.configs.recommended],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, project: PAGE_PROJECT, extraFileExtensions: ['.svelte'] },
    },
    rules: { 'prefer-const': 'off', 'svelte/prefer-const': 'error' },
  },
  ...pageImports,
  // What a stranger wrote is read in linear time, and the count of it is real (tests/shared/formats/linear-reading.test.ts).
  {
    files: ['src-shared/formats/**/*.ts'],
    ignores: ['src-shared/formats/text/**'],
    plugins: { house: { rules: { 'counted-reading': countedReading } } },
    rules: { 'house/counted-reading': 'error' },
  },
  {
    files: [
      'src-server/{back-office,cli}/**/*.ts',
      'src-main/core/{entered,inspection}/**/*.ts',
      'src-main/adapters/network/{system-proxy,trust}.ts',
    ],
    plugins: { house: { rules: { 'counted-reading': countedReading } } },
    rules: { 'house/counted-reading': ['error', 'patterns'] },
  },
  // Every word that a person reads is in src-shared/messages (CONTRIBUTING.md#changing-something). Details of HTTP answers
  // are the protocol's, the log is the operator's, and both are English for everybody.
  {
    files: ['src-main/**/*.ts', 'src-renderer/**/*.{ts,svelte}', 'src-server/**/*.ts'],
    ignores: [
      'src-server/{activation,http,json-api,operations,routes,store}/**',
      'src-server/{app,cli/crash,cli/log-lines}.ts',
      'src-main/hosts/electron/security/our-page.ts',
    ],
    plugins: { words: { rules: { 'in-messages': wordsInMessages } } },
    rules: { 'words/in-messages': 'error' },
  },
  // Raw IPC is for the two files that carry the contract.
  {
    files: ['src-main/**/*.ts'],
    ignores: ['src-main/hosts/electron/ipc.ts', 'src-main/hosts/electron/preload/preload.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'electron', importNames: ['ipcMain', 'ipcRenderer'], message: 'Use the contract.' },
          ],
        },
      ],
    },
  },
  {
    files: ['tests/**/*.ts'],
    // Playwright reads a fixture's needs from the destructured parameter, also when there are none.
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-empty-pattern': 'off' },
  },
)
