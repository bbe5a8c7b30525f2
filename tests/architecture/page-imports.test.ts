// The lint rules of who may import whom in the page catch what they are for, types included (issue 11).
import { Linter } from 'eslint'
import { describe, expect, test } from 'vitest'
import { parser } from 'typescript-eslint'
import { pageImports } from '../../scripts/lint/page-imports.ts'

function refused(file: string, imported: string, kind: 'type' | 'value'): boolean {
  const code = `import ${kind === 'type' ? 'type ' : ''}{ One } from '${imported}'\n`
  const config = [{ files: ['**/*.ts'], languageOptions: { parser } }, ...pageImports]
  return new Linter()
    .verify(code, config, { filename: file })
    .some(({ message }) => message.includes('restricted'))
}

const LICENSING = 'src-renderer/features/licensing/details/one.ts'

describe('is refused', () => {
  test.each([
    [LICENSING, '#main/core/standing/gate.ts', 'type'],
    [LICENSING, '../../../../src-server/app.ts', 'type'],
    [LICENSING, '#server/app.ts', 'type'],
    [LICENSING, '#shared/crypto/node-primitives.ts', 'type'],
    [LICENSING, '#shared/files/own-way.ts', 'type'],
    [LICENSING, 'node:fs', 'type'],
    [LICENSING, 'electron', 'type'],
    [LICENSING, '#shared/contract/views.ts', 'value'],
    [LICENSING, '#shared/contract/keeping-methods.ts', 'value'],
    [LICENSING, '../../activity/activity-view.ts', 'type'],
    [LICENSING, '#renderer/features/settings/one.ts', 'type'],
    ['src-renderer/features/activity/one.ts', '../licensing/rows.ts', 'type'],
    ['src-renderer/parts/one.ts', '../features/licensing/rows.ts', 'type'],
    ['src-renderer/parts/one.ts', '#renderer/features/licensing/rows.ts', 'type'],
    ['src-renderer/state/one.ts', '../parts/days.ts', 'type'],
    ['src-renderer/ui/one.ts', '../state/words.svelte.ts', 'type'],
    ['src-renderer/bridge/one.ts', '../features/licensing/rows.ts', 'type'],
  ] as const)('in %s: %s as a %s', (file, imported, kind) => {
    expect(refused(file, imported, kind)).toBe(true)
  })
})

describe('is taken', () => {
  test.each([
    [LICENSING, '#shared/contract/views.ts', 'type'],
    [LICENSING, '#shared/contract/errors.ts', 'value'],
    [LICENSING, '#shared/messages/en/activity.ts', 'type'],
    [LICENSING, '../rows.ts', 'value'],
    [LICENSING, '../../../ui/formats.ts', 'value'],
    [LICENSING, '../../../state/words.svelte.ts', 'value'],
    ['src-renderer/parts/one.ts', '../state/words.svelte.ts', 'value'],
    ['src-renderer/state/one.ts', '../bridge/page-client.ts', 'value'],
  ] as const)('in %s: %s as a %s', (file, imported, kind) => {
    expect(refused(file, imported, kind)).toBe(false)
  })
})
