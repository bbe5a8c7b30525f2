// A full disk: every kind of change, with every number of free pages.
import { spawnSync } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import { startChild } from '#tests/support/child.ts'
import type { FullDiskReport } from '#tests/support/full-disk-child.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('a write that finds the disk full, at whatever byte, leaves the old state, and works once there is room', async (context) => {
  if (spawnSync('unshare', ['-rm', 'true']).status !== 0)
    context.skip('needs “unshare -rm” for a small disk of its own')
  const disk = cleanup.folder()
  const script = 'mount -t tmpfs -o size=256k tmpfs "$0" && exec "$@"'
  const child = startChild(
    cleanup,
    'full-disk-child.ts',
    { disk, pages: 14 },
    { under: ['unshare', '-rm', 'bash', '-c', script, disk] },
  )
  expect(await child.ended).toBe(0)
  const reports = child.printed.map((line) => JSON.parse(line) as FullDiskReport)
  const changes = Map.groupBy(reports, (report) => report.change)
  expect(changes.size).toBe(5)
  for (const [change, attempts] of changes) {
    expect(new Set(attempts.map((attempt) => attempt.result)), change).toEqual(new Set(['disk_full', 'ok']))
    for (const attempt of attempts)
      expect(attempt).toMatchObject({ asBefore: attempt.result === 'disk_full', again: 'ok' })
  }
})
