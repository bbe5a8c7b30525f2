// The guides can be followed: an index that leads to each task, blocks that are marked or run, one rule for what is filled in.
import { describe, expect, test } from 'vitest'
import { anchorOf } from './documents.ts'
import { blocksOf, filled, guideText, placeholdersIn, type GuideName } from '#tests/support/guide-blocks.ts'

const RULE = 'A word in CAPITAL LETTERS is yours to fill in. Everything else is typed as it stands.'
/** Who types where a block does not say it. */
const WHO: Readonly<Record<GuideName, RegExp>> = {
  operator: /Type as\s+root \(on Windows as administrator\), unless the block begins with `# as`/,
  vendor: /Type as\s+the server's account `activation-server`, unless the block begins with `# as`/,
}

/** What issue 14 wants to be found, by the words of the index. */
const TASKS: Readonly<Record<GuideName, readonly string[]>> = {
  operator: [
    'install on Linux',
    'install on Windows',
    'first activation, with a network',
    'first activation, without a network',
    'renew a license without a network',
    'move a license to another server',
    'go through a proxy',
    'start a service only when it may run',
    'back up, restore, mend what is damaged',
    'install a newer version',
    'remove it',
    'use it in containers',
    'say who may read and write',
  ],
  vendor: [
    'make your vendor and its programs',
    'run the server with systemd',
    'let customers reach it',
    'write the mail to the customer',
    'answer a request of an offline machine',
    'renew a license',
    'change the signing key',
    'back up, restore',
    'install a newer version',
  ],
}

/** Nothing else may keep a command from being run. */
const REASONS = [
  'needs Windows',
  'needs a Mac',
  'needs a kernel with AppArmor',
  'needs a container engine',
  'needs a server that takes SSH',
  'needs the installed package',
  "needs Electron's own download",
  'tests/real/one-file builds such a kit and follows its README',
]

describe.each(['operator', 'vendor'] as const)('the %s guide', (guide) => {
  const text = guideText(guide)
  const blocks = blocksOf(text)
  const index = text.split('## Tasks')[1]?.split('\n**')[0] ?? ''

  test('begins with an index of tasks, and each leads to its section (issue 14)', () => {
    expect(text.indexOf('## Tasks')).toBe(text.indexOf('\n## ') + 1)
    const rows = Array.from(index.matchAll(/^\| ([^|]+?) *\| (.+?) *\|$/gm), ([, task, link]) => [task, link])
    expect(rows.map(([task]) => task)).toEqual(expect.arrayContaining([...TASKS[guide]]))
    const linked = Array.from(index.matchAll(/\]\(#([\w-]+)\)/g), ([, anchor]) => anchor)
    const typed = new Set(blocks.map(({ section }) => anchorOf(section)))
    const unlinked = [...typed].filter((anchor) => !linked.includes(anchor))
    expect(unlinked).toEqual([])
  })

  test('says how a block is read: what is filled in, and who types', () => {
    const words = text.replaceAll(/\s+/g, ' ')
    expect(words).toContain(RULE)
    expect(text).toMatch(WHO[guide])
  })

  test('explains each word in capital letters of its blocks, and no other', () => {
    const ofShell = blocks.filter(({ language }) => language === 'sh' || language === 'text')
    const used = new Set(ofShell.flatMap((block) => placeholdersIn(`${block.account ?? ''} ${block.text}`)))
    const explained = Array.from(text.matchAll(/^\| ([A-Z]+(?:-[A-Z]+)*) +\|/gm), ([, word = '']) => word)
    expect(explained.toSorted()).toEqual([...used].toSorted())
  })

  test('has no block but of a shell, or of a text that a test fills in, and each that is not run says why', () => {
    const kinds = new Set(blocks.map(({ language }) => language))
    expect([...kinds].filter((kind) => !['sh', 'bat', 'powershell', 'text'].includes(kind))).toEqual([])
    expect(blocks.filter(({ notRun }) => notRun !== null && !REASONS.includes(notRun))).toEqual([])
    const ofWindows = blocks.filter(({ language }) => language === 'bat' || language === 'powershell')
    expect(ofWindows.filter(({ notRun }) => notRun !== 'needs Windows')).toEqual([])
    // A mark that stands elsewhere than right above a block would mark nothing.
    expect(text.match(/_Not run by the tests: |_Run by the tests where/g)).toHaveLength(
      blocks.filter(({ notRun, needsSystemd }) => notRun !== null || needsSystemd).length,
    )
  })
})

test('a word in capital letters is filled in where it stands alone, and one that nobody knows is refused', () => {
  const values = { CODE: '1', HOST: 'proxy', 'RETURN-CODE': '2' }
  expect(filled('a CODE "CODE" http://HOST:3128 RETURN-CODE SHA256SUMS $CODE A_CODE', values)).toBe(
    'a 1 "1" http://proxy:3128 2 SHA256SUMS $CODE A_CODE',
  )
  expect(() => filled('a LICENSE', values)).toThrow('LICENSE')
})
