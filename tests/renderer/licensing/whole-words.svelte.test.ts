// No word of a name is broken inside: neither of what the vendor's demo sells, nor another of up to sixteen letters (issue 13).
import { afterAll, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { LicenseView } from '#shared/contract/views.ts'
import { endLooks, takeLook } from '../support/looks.ts'
import { FakeHost } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, license, product } from '../support/samples.ts'

afterAll(endLooks)

const LONG = license('Interoperability AMMWMMWMAMMWMMWM', [
  product('Telecommunications Devices of Interconnections'),
  product('MAINTENANCECENTR / Virtualizations', { type: 'Workloads' }),
])

/** Words that stand on more than one line. */
function broken(): string[] {
  const found: string[] = []
  for (const cell of document.querySelectorAll('tbody td .text, th .sort > span:first-child')) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
    for (let at = walker.nextNode(); at; at = walker.nextNode())
      for (const { 0: word, index } of (at.textContent ?? '').matchAll(/[^\s/-]+/g)) {
        const range = document.createRange()
        range.setStart(at, index)
        range.setEnd(at, index + word.length)
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
        if (lines.size > 1 && word.length <= 16) found.push(word)
      }
  }
  return found
}

test.each([
  ['the demo', contoso, 800, 600],
  ['the demo', contoso, 1280, 800],
  ['long words', LONG, 800, 600],
  ['long words', LONG, 1280, 800],
] as const)('no word of %s is broken inside', async (_, held: LicenseView, width, height) => {
  await takeLook({ width, height, theme: 'light', forced: false })
  await openPage(new FakeHost([held]))
  await expect.element(page.getByRole('gridcell').first()).toBeVisible()
  await expect.poll(broken).toEqual([])
})
