// The stages that more than one test command has.
import type { Stage } from './stage.ts'

export const BUILD: Stage = { name: 'build', command: ['node', 'scripts/build.ts'] }

const VITEST = ['vitest', 'run', '--reporter=./scripts/test/vitest-reporter.ts']
const PLAYWRIGHT = ['playwright', 'test', '--reporter=list,./scripts/test/playwright-reporter.ts']

/** `files`: of these projects; none: all. `reporter`: what a person sees. */
export function vitestStage(
  name: string,
  projects: readonly string[],
  reporter: 'dot' | 'verbose',
  files: readonly string[] = [],
): Stage {
  const chosen = projects.flatMap((project) => ['--project', project])
  return { name, command: [...VITEST, `--reporter=${reporter}`, ...chosen, ...files], counts: true }
}

export function playwrightStage(name: string, project: string, files: readonly string[] = []): Stage {
  return { name, command: [...PLAYWRIGHT, '--project', project, ...files], counts: true }
}
