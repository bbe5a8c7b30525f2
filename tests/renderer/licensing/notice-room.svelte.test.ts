// How much room what stands above the table takes: words of a letter's width and a hidden pager are seen by nobody else.
import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { openState } from '../gallery/open-state.ts'
import { contoso, everyStatus, gatheredHost, IN_FIVE_DAYS } from '../gallery/samples.ts'
import { statesAboveTheTable } from '../gallery/states/above-the-table.ts'
import { info } from '../support/fake-host.ts'
import { expectInView } from '../support/in-view.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { openPage } from '../support/open-page.ts'
import { license, product } from '../support/samples.ts'

const SIZES = [SMALLEST, { ...SMALLEST, width: 1280, height: 800 }]
const LEAST = 320
const ends = { status: 'expiring', until: IN_FIVE_DAYS, end: { at: IN_FIVE_DAYS, of: 'license' } } as const
const ending = license('Fabrikam', [product('Storage', ends)], ends)

/** Headings that are narrower than words need, and folded notices of more than two lines, by what they say. */
function cramped(): string[] {
  return [...document.querySelectorAll('main .notice')].flatMap((notice) => {
    const words = notice.querySelector('.words')?.getBoundingClientRect().width ?? 0
    const range = document.createRange()
    range.selectNodeContents(notice.querySelector('.heading') ?? notice)
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size
    const said = notice.querySelector('.heading')?.textContent ?? ''
    return words < LEAST || lines > 2 ? [`${said}: ${Math.round(words)} wide, ${lines} lines`] : []
  })
}

describe('notices above the table', () => {
  test.each(statesAboveTheTable.map((state) => [state.name, state] as const))(
    '%s: leaves its words room, alone and beside an end that is near (issue 13)',
    async (_, state) => {
      for (const size of SIZES) {
        await takeLook(size)
        // What a state's steps look for is of its own licenses.
        for (const more of state.reach ? [[]] : [[], [ending]]) {
          const withMore = () => {
            const host = state.host()
            host.licenses = [...host.licenses, ...more]
            host.preferences = {
              ...host.preferences,
              toldEnds: more.length > 0 ? {} : host.preferences.toldEnds,
            }
            return host
          }
          const screen = await openState({ ...state, host: withMore })
          expect(cramped(), `${size.width} pixels`).toEqual([])
          await screen.unmount()
        }
      }
    },
  )

  test.each([
    ['an end that is near', [ending]],
    ['every status', everyStatus],
  ] as const)(
    'in a demo with %s the table gives way, and the paging stays in the window (issue 13)',
    async (_, licenses) => {
      await takeLook(SMALLEST)
      const host = gatheredHost([contoso, ...licenses])
      host.answer('app.info', () => ({ ok: true, value: { ...info, demo: true } }))
      await openPage(host)
      await expect.element(page.getByText(/^Showing 1 to/)).toBeInTheDocument()
      await expect.poll(() => document.querySelector('main .notice')).not.toBeNull()
      await expectInView(page.getByText(/^Showing 1 to/))
      await expectInView(page.getByRole('button', { name: 'Next' }))
      expect(cramped()).toEqual([])
    },
  )
})
