// The test function of the end-to-end tests: a vendor, a machine, and no errors in the page's console.
import { test as base, type Page } from '@playwright/test'
import { Cleanup } from '#tests/support/temporary.ts'
import { Machine, type Kind, type OpenDesk } from './desk.ts'
import { TestVendor } from './vendor.ts'

interface Fixtures {
  readonly cleanup: Cleanup
  readonly vendor: TestVendor
  readonly machine: Machine
  /** Opens the app; it is closed at the test's end at the latest. */
  readonly open: (kind: Kind, machine?: Machine, env?: Readonly<Record<string, string>>) => Promise<OpenDesk>
}

export const test = base.extend<Fixtures>({
  cleanup: async ({}, use) => {
    const cleanup = new Cleanup()
    await use(cleanup)
    await cleanup.run()
  },
  vendor: async ({ cleanup }, use) => {
    await use(await TestVendor.open(cleanup))
  },
  machine: async ({ cleanup, vendor }, use) => {
    await use(new Machine(cleanup, vendor.profileFile))
  },
  open: async ({ browser, machine }, use) => {
    const opened: OpenDesk[] = []
    const complaints: string[] = []
    await use(async (kind, which = machine, env = {}) => {
      const desk = await which.open(kind, browser, env)
      opened.push(desk)
      listen(desk.page, complaints)
      return desk
    })
    for (const desk of opened) {
      await desk.close().catch(() => undefined)
      // Electron survives these, so that nothing else would tell.
      const printed = desk.electron?.output() ?? ''
      if (/Uncaught Exception|UnhandledPromiseRejection/.test(printed)) complaints.push(printed)
    }
    if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join('\n')}`)
  },
})

/** A refused call is an answer, not a fault; a violated policy or an exception is one. */
function listen(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() !== 'error' || /Failed to load resource|net::ERR/.test(message.text())) return
    complaints.push(message.text())
  })
}

export { expect } from '@playwright/test'
