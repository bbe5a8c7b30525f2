// The stages that more than one test command has.
import type { Stage } from './stage.ts'

const CACHE = 'node_modules/.cache/activation-desk'

export const TYPES: Stage = { name: 'types', command: ['tsc', '--project', '.'], reads: 'sources' }

/** Types of what changed since this ran last, and of all that it can break. */
export const TYPES_AGAIN: Stage = {
  ...TYPES,
  command: [...TYPES.command, '--incremental', '--tsBuildInfoFile', `${CACHE}/types.tsbuildinfo`],
}

export const PAGE_TYPES: Stage = {
  name: 'types of the page',
  command: ['node', 'scripts/page-types.ts'],
  reads: 'sources',
}

export const PAGE_TYPES_AGAIN: Stage = {
  ...PAGE_TYPES,
  command: [...PAGE_TYPES.command, '--again'],
}

const WALLS = ['depcruise', '--config', '.dependency-cruiser.mjs']
const CRUISED = ['src-main', 'src-shared', 'src-server', 'src-renderer', 'scripts', 'tests']

export const ARCHITECTURE: Stage = {
  name: 'architecture',
  command: [...WALLS, ...CRUISED],
  reads: 'sources',
}

/**
 * Of all that these files import: an arrow or a circle that a change makes is found there. null: nothing of them is
 * looked at. Changed rules are for everybody.
 */
export function architectureOf(files: readonly string[]): Stage | null {
  if (files.some((file) => file === '.dependency-cruiser.mjs' || file.startsWith('scripts/lint/')))
    return ARCHITECTURE
  const cruised = files.filter((file) => CRUISED.some((folder) => file.startsWith(`${folder}/`)))
  return cruised.length > 0 ? { name: ARCHITECTURE.name, command: [...WALLS, ...cruised] } : null
}

/** Every export has somebody who uses it, and every file somebody who asks for it, by the rules of knip.json. */
export const EXPORTS: Stage = { name: 'exports', command: ['knip', '--no-progress'], reads: 'sources' }

export const LINT: Stage = { name: 'lint', command: ['node', 'scripts/lint.ts'], reads: 'sources' }

export const FORMATTING: Stage = {
  name: 'formatting',
  command: ['node', 'scripts/formatting.ts'],
  reads: 'all',
}

/** A check of these files alone, which proves nothing of the others. */
export const ofFiles = ({ name, command }: Stage, files: readonly string[]): Stage => ({
  name,
  command: [...command, ...files],
})

export const BUILD: Stage = { name: 'build', command: ['node', 'scripts/build.ts', '--if-changed'] }

/** Of vitest.config.ts: what needs no browser, and what does. */
export const NODE_PROJECTS = ['node']
export const PAGE_PROJECT = 'browser'
export const UNIT_PROJECTS = [...NODE_PROJECTS, PAGE_PROJECT]

// What runs alone makes the others no failures, and the end green.
const VITEST = ['vitest', 'run', '--allowOnly=false', '--reporter=./scripts/test/vitest-reporter.ts']
const PLAYWRIGHT = [
  'playwright',
  'test',
  '--forbid-only',
  '--reporter=list,./scripts/test/playwright-reporter.ts',
]

/** `files`: of these projects; none: all. `reporter`: what a person sees. */
export function vitestStage(
  name: string,
  projects: readonly string[],
  reporter: 'dot' | 'verbose',
  files: readonly string[] = [],
): Stage {
  const chosen = projects.flatMap((project) => [`--project=${project}`])
  const command = [...VITEST, `--reporter=${reporter}`, ...chosen, ...files]
  return { name, command, counts: true, after: BUILD }
}

export function playwrightStage(name: string, project: string, files: readonly string[] = []): Stage {
  const command = [...PLAYWRIGHT, `--project=${project}`, ...files]
  return { name, command, counts: true, after: BUILD }
}
