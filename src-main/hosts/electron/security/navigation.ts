// What a window may do besides showing our page: nothing, but for opening the vendor's support page or mail outside.
import { app, shell, type WebContents } from 'electron'
import { isOurPage, PAGE_URL } from './our-page.ts'

/**
 * SECURITY: no navigation, no new window, no webview, whatever the page asks for. Electron’s 12, 13 and 14.
 * docs/SECURITY.md#navigation
 */
export function lockNavigation(mayOpenOutside: (url: string) => boolean): void {
  app.on('web-contents-created', (_, contents) => lockContents(contents, mayOpenOutside))
}

function lockContents(contents: WebContents, mayOpenOutside: (url: string) => boolean): void {
  const openOutside = (url: string) => {
    if (mayOpenOutside(url)) void shell.openExternal(url)
  }
  // A mail's address is announced here, and would then end at the permissions that are refused.
  contents.on('will-navigate', (event) => {
    if (isOurPage(event.url)) return
    event.preventDefault()
    openOutside(event.url)
  })
  contents.on('will-redirect', (event) => {
    if (!isOurPage(event.url)) event.preventDefault()
  })
  // No question comes before about:blank: whoever was on our page is brought back to it.
  let home = false
  contents.on('did-navigate', (_, url) => {
    if (isOurPage(url)) home = true
    else if (home) void contents.loadURL(PAGE_URL)
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}
