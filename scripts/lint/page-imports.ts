// Who may import whom in the page, where dependency-cruiser does not see it: type imports inside components.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Linter } from 'eslint'
import { SCHEMA_FILES } from './schema-files.ts'

interface Pattern {
  /** Not as globs: a “#” begins a comment there. */
  readonly regex: string
  readonly message: string
  readonly allowTypeImports?: boolean
}

const EVERYWHERE: readonly Pattern[] = [
  {
    regex: '^#(main|server)/|/src-(main|server)/',
    message: 'The page knows src-shared alone.',
  },
  {
    regex: '^(#shared/(crypto|files)/|node:|electron$)',
    message: 'The page has neither Node nor Electron.',
  },
  {
    regex: `/contract/(${SCHEMA_FILES.join('|').replaceAll('.', String.raw`\.`)})$`,
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
        regex: `(^#renderer|^\\.\\..*)/(${FLOORS.slice(floor + 1)
          .flat()
          .join('|')})/`,
        message: 'No arrow of the page runs back up.',
      },
    ]),
  ),
  ...features.map((feature) =>
    within(
      [`features/${feature}`],
      [
        {
          // Rooms of other trees have the same names.
          regex: `(^#renderer/features|^\\.\\.(/\\.\\.)*(/features)?)/(${features.filter((other) => other !== feature).join('|')})/`,
          message: 'What two features need is in parts/ or below.',
        },
      ],
    ),
  ),
]
