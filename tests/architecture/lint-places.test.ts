// The places that eslint.config.ts names are there: a folder that is renamed takes its rules with it, or the test fails.
import path from 'node:path'
import { expect, test } from 'vitest'
import config from '../../eslint.config.ts'
import { files } from './docs/documents.ts'

/** Each alternative of `{a,b}` by itself. */
function alternatives(pattern: string): string[] {
  const [, before = '', inside = '', after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(pattern) ?? []
  if (inside === '') return [pattern]
  return inside.split(',').flatMap((each) => alternatives(`${before}${each}${after}`))
}

test('every place that a rule names holds a file (issue 11)', () => {
  const named = (config as { files?: unknown[]; ignores?: string[] }[])
    .flatMap((part) => [...(part.files ?? []), ...(part.ignores ?? [])].flat())
    .filter((pattern) => typeof pattern === 'string')
    .filter((pattern) => /^(src|tests|scripts)[-/]/.test(pattern) && !pattern.endsWith('/output/'))
    .flatMap(alternatives)
  expect(named.length).toBeGreaterThan(15)
  expect(named.filter((pattern) => !files.some((file) => path.matchesGlob(file, pattern)))).toEqual([])
})
