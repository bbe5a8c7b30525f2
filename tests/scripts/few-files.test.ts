// A few files are linted by a project of their own, and see what they see in the whole tree.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#tests/support/temporary.ts'
import { projectsOf } from '../../scripts/lint/few-files.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

interface Project {
  readonly extends: string
  readonly include: readonly string[]
  readonly files: readonly string[]
}

/** The projects that are laid over the configuration, their files from the root. */
function projects(files: readonly string[], globals: readonly string[]) {
  const root = cleanup.folder()
  const folder = path.join(root, 'cache/lint')
  return projectsOf(root, files, globals, folder).map(({ files: globs, languageOptions }) => {
    const { project } = languageOptions?.['parserOptions'] as { project: string }
    const made = JSON.parse(readFileSync(path.join(root, project), 'utf8')) as Project
    const fromRoot = (name: string) => path.relative(root, path.resolve(folder, name))
    return { globs, base: fromRoot(made.extends), include: made.include, files: made.files.map(fromRoot) }
  })
}

test('by the base that types them in the whole tree, each with what declares for all (issue 9)', () => {
  const files = ['src-main/a.ts', 'src-renderer/Part.svelte', 'tests/renderer/part.svelte.test.ts']
  expect(projects(files, ['src-renderer/window.ts', 'src-shared/node.ts'])).toEqual([
    {
      globs: ['**/*.ts'],
      base: 'tsconfig.json',
      include: [],
      files: ['src-main/a.ts', 'src-shared/node.ts'],
    },
    {
      globs: ['src-renderer/**/*.ts', 'tests/renderer/**/*.ts', '**/*.svelte'],
      base: 'src-renderer/tsconfig.json',
      include: [],
      files: ['src-renderer/Part.svelte', 'tests/renderer/part.svelte.test.ts', 'src-renderer/window.ts'],
    },
  ])
})

test('no project is made of what there is none of, nor of what has no types', () => {
  expect(projects(['src-main/hosts/cli/activation-desk.mjs'], [])).toEqual([])
  expect(projects(['src-main/a.ts'], []).map(({ base }) => base)).toEqual(['tsconfig.json'])
})
