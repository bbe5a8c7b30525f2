// Which page is open: the fragment `#/settings`. Other fragments (the one-time secret) are not ours to read.

export const PAGES = ['licensing', 'activity', 'settings', 'about'] as const
export type Page = (typeof PAGES)[number]

export const addressOf = (page: Page): string => `#/${page}`

export class Route {
  page = $state<Page>('licensing')

  constructor(window: Window) {
    const read = () => {
      const page = PAGES.find((candidate) => window.location.hash === addressOf(candidate))
      if (page) this.page = page
    }
    read()
    window.addEventListener('hashchange', read)
  }
}
