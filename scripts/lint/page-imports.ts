// Who may import whom in the page, where dependency-cruiser does not see it: type imports inside components.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Linter } from 'eslint'
import { SCHEMA_FILES } from './schema-files.ts'

interface Pattern {
  readonly group: readonly string[]
  readonly message: string
  readonly allowTypeImports?: boolean
}

const EVERYWHERE: readonly Pattern[] = [
  {
    group: ['#main/*', '#server/*', '**/src-main/**', '**/src-server/**'],
    message: 'The page knows src-shared alone.',
  },
  {
    group: ['#shared/crypto/*', '#shared/files/*', 'node:*', 'electron'],
    message: 'The page has neither Node nor Electron.',
  },
  {
    group: SCHEMA_FILES.map((name) => `#shared/contract/${name}`),
    allowTypeImports: true,
    message: 'Types only: no schema library in the page.',
  },
]

/** The floors of the page, from the ground up (docs/ARCHITECTURE.md). */
const FLOORS = [['bridge', 'ui'], ['state'], ['parts'], ['features']]

const features = readdirSync(path.resolve(import.meta.dirname, '../../src-renderer/features'))

const within = (folders: readonly string[], more: readonly Pattern[]): Linter.Config => ({
  files: folders.map((folder) => `src-renderer/${folder}/**`),
  rules: { 'no-restricted-imports': ['error', { patterns: [...EVERYWHERE, ...more] }] },
})

export const pageImports: Linter.Config[] = [
  {
    files: ['src-renderer/**/*.svelte', 'src-renderer/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: EVERYWHERE }] },
  },
  ...FLOORS.slice(0, -1).map((folders, floor) =>
    within(folders, [
      {
        group: FLOORS.slice(floor + 1)
          .flat()
          .map((above) => `**/${above}/**`),
        message: 'No arrow of the page runs back up.',
      },
    ]),
  ),
  ...features.map((feature) =>
    within(
      [`features/${feature}`],
      [
        {
          // Relative ways alone: rooms of other trees have the same names.
          group: features.filter((other) => other !== feature).map((other) => `../**/${other}/**`),
          message: 'What two features need is in parts/ or below.',
        },
      ],
    ),
  ),
]
