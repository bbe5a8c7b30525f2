// npm run check looks at the walls from what was changed, not at the whole tree.
import { expect, test } from 'vitest'
import { ARCHITECTURE, architectureOf } from '../../scripts/test/stages.ts'

const changed = ['src-main/core/events.ts', 'src-renderer/ui/Tip.svelte']

test('the walls are looked at from the changed files of the tree (issue 9)', () => {
  const command = architectureOf([...changed, 'vite.config.ts'])?.command
  expect(command?.slice(-2)).toEqual(changed)
  expect(command).not.toContain('src-main')
  expect(architectureOf(['vite.config.ts'])).toBeNull()
})

test.each(['.dependency-cruiser.mjs', 'scripts/lint/core-floors.ts'])(
  'and from everywhere where %s was changed, which they are made of (issue 9)',
  (rules) => expect(architectureOf([...changed, rules])).toBe(ARCHITECTURE),
)
