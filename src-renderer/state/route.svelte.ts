// Which page is open: the fragment `#/settings`, or `#/settings/connection` for a part of it. Other fragments (the
// one-time secret) are not ours to read.

export const PAGES = ['licensing', 'usage', 'activity', 'settings', 'about'] as const
export type Page = (typeof PAGES)[number]

export const addressOf = (page: Page, part: string | null = null): string =>
  part === null ? `#/${page}` : `#/${page}/${part}`

export class Route {
  page = $state<Page>('licensing')
  /** The part of the page that was asked for; it takes the focus. */
  part = $state<string | null>(null)
  /** The page before this one; null: there was none. */
  from = $state<Page | null>(null)

  constructor(window: Window) {
    const read = () => {
      const [start, name, part = null] = window.location.hash.split('/')
      const page = PAGES.find((candidate) => candidate === name)
      if (start !== '#' || page === undefined) return
      if (page !== this.page) this.from = this.page
      this.page = page
      this.part = part
    }
    read()
    this.from = null
    window.addEventListener('hashchange', read)
  }
}
