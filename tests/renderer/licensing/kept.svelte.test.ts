// Lines do not end within a number and its word, a date and its days, or an instant.
import { expect, test } from 'vitest'
import { kept } from '../../../src-renderer/ui/kept.ts'

test.each([
  ['Runs until Mar\u00a06,\u00a02027 (5 days)', 'Runs until Mar~6,~2027~(5~days)'],
  ['Ends Mar\u00a06,\u00a02027 (< 1 day).', 'Ends Mar~6,~2027~(<~1~day).'],
  ['Check Row 4 now', 'Check Row~4~now'],
  ['900 of 805', '900~of~805'],
  ['signed 2026-11-13T03:38 by', 'signed~2026=11=13T03:38~by'],
  ['Plain words, and more', 'Plain words, and more'],
])('in “%s” no line ends where the reader would lose the thread (issue 13)', (text, said) => {
  expect(kept(text).replaceAll('\u00a0', '~').replaceAll('\u2011', '=')).toBe(said)
})
