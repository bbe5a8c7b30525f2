// Types for a few files are read from what they import alone: a program of the whole tree takes most of a lint's time.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Linter } from 'eslint'

/** Components and what imports them are typed by the page's own project. */
export const PAGE_PROJECT = 'src-renderer/tsconfig.json'
export const PAGE_SCRIPTS = ['src-renderer/**/*.ts', 'tests/renderer/**/*.ts']
const isOfPage = (file: string) => /^(src-renderer|tests\/renderer)\/|\.svelte$/.test(file)

/**
 * What to lay over the configuration, so that these files, and the texts given under their names, are typed as in the
 * whole tree. `files` and `globals`, which declare for all others without being imported: from the root; `folder`: for
 * the projects that are made, inside of the root.
 */
export function projectsOf(
  root: string,
  files: readonly string[],
  globals: readonly string[],
  folder: string,
): Linter.Config[] {
  const made = (name: string, base: string, own: readonly string[]): string => {
    mkdirSync(folder, { recursive: true })
    const file = path.join(folder, `${name}.tsconfig.json`)
    const from = (one: string) => path.relative(folder, path.join(root, one)).replaceAll(path.sep, '/')
    const declaring = globals.filter((one) => isOfPage(one) === (base === PAGE_PROJECT))
    const project = {
      extends: from(base),
      include: [],
      files: [...new Set([...own, ...declaring])].map(from),
    }
    writeFileSync(file, JSON.stringify(project))
    return path.relative(root, file)
  }
  const ofPage = files.filter(isOfPage)
  const others = files.filter((file) => file.endsWith('.ts') && !isOfPage(file))
  // With CI set, the parser would take one reading of a file for all of the texts given under its name.
  const own = { projectService: false, disallowAutomaticSingleRunInference: true }
  const over = (globs: string[], project: string): Linter.Config => ({
    files: globs,
    languageOptions: { parserOptions: { ...own, project } },
  })
  return [
    ...(others.length > 0 ? [over(['**/*.ts'], made('node', 'tsconfig.json', others))] : []),
    ...(ofPage.length > 0
      ? [over([...PAGE_SCRIPTS, '**/*.svelte'], made('page', PAGE_PROJECT, ofPage))]
      : []),
  ]
}
