// The Usage page in its states.
import { words } from '../../../../src-renderer/state/words.svelte.ts'
import { neverAnswers, storeNotReadable, type GalleryState } from '../gallery-state.ts'
import { press } from '../hands.ts'
import { gatheredHost } from '../samples.ts'

const page = 'usage'
const whole = () => gatheredHost()

export const usageStates: readonly GalleryState[] = [
  { name: 'usage by month', page, host: whole, shows: 'Some reports of this product were lost.' },
  {
    name: 'usage by month: its export',
    page,
    host: whole,
    reach: () => press(words.page.licensing.export),
    shows: 'Excel (XLSX)',
  },
  {
    name: 'usage by month: an export that failed',
    page,
    host: () =>
      whole().answer('usage.export', () => ({
        ok: false,
        error: { code: 'pdf_not_available', params: {} },
      })),
    reach: async () => {
      await press(words.page.licensing.export)
      await press(words.page.licensing.exportAs.pdf)
    },
    shows: 'Code: pdf_not_available',
  },
  {
    name: 'usage by month: nothing to report',
    page,
    host: () =>
      whole().answer('usage.months', () => ({
        ok: true,
        value: { from: '2026-01', to: '2026-01', products: [] },
      })),
    shows: /none has reported/,
  },
  {
    name: 'usage by month: being read',
    page,
    host: () => whole().answer('usage.months', neverAnswers),
    shows: 'Loading …',
  },
  {
    name: 'usage by month: a store that cannot be read',
    page,
    host: () => whole().answer('usage.months', () => storeNotReadable),
    shows: 'Code: store_not_readable',
  },
]
