/// <reference lib="dom" />
// What a bad day needs: a vendor on paper, a machine that trusts it, and a screenshot of what the operator saw.
import { chmodSync, chownSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Page, TestInfo } from '@playwright/test'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import type { Terminal as XTerminal } from '@xterm/xterm'
import { formatLicenseCode } from '#shared/formats/license-code.ts'
import { iso } from '#shared/instant.ts'
import { server } from '#shared/messages/en/server.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { paperVendor, type LocalKeyTerms, type PaperVendor } from '#tests/support/paper-vendor.ts'
import type { Cleanup } from '#tests/support/temporary.ts'
import { Machine } from './desk.ts'
import { expect, test as base } from './test.ts'

/** The product that every license of these days covers. */
export const PRODUCT = 'virtualization'
export const CODE = formatLicenseCode(new Uint8Array(16).fill(9))
export const OTHER_MACHINE = 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'

/** Nothing answers there: the discard port. */
const NOWHERE = 'http://127.0.0.1:9/v1'

type Given = Partial<Omit<LocalKeyTerms, 'id' | 'code'>>

/** A representative who answers by mail, with a clock of their own. */
class Paper {
  readonly #vendor: PaperVendor
  readonly #machine: Machine
  readonly #cleanup: Cleanup
  #uniqueKey: Promise<string> | null = null

  constructor(vendor: PaperVendor, machine: Machine, cleanup: Cleanup) {
    this.#vendor = vendor
    this.#machine = machine
    this.#cleanup = cleanup
  }

  /** The same machine in this process, with another clock. */
  installedAt(at: number): Installation {
    const { dataDir } = this.#machine
    return install(this.#cleanup, this.#vendor.profile, { dataDir, machineId: null, clock: () => at })
  }

  async #terms(given: Given) {
    this.#uniqueKey ??= this.installedAt(Date.now()).uniqueKey()
    return { id: 'license-1', code: CODE, fingerprint: await this.#uniqueKey, issued: Date.now(), ...given }
  }

  async key(given: Given = {}): Promise<string> {
    return this.#vendor.localKey(await this.#terms(given))
  }

  async rows(): Promise<string[]> {
    const rows = this.#vendor.typedKey(await this.#terms({}))
    return rows
      .trimEnd()
      .split('\n')
      .map((row) => row.replace(/^ *\d+: */, ''))
  }

  /** As `activation-server answer` words it, behind what a representative writes. */
  async mail(given: Given = {}): Promise<string> {
    const { fingerprint, issued } = await this.#terms(given)
    const head = server.answer.head(fingerprint, 'Contoso B.V.', iso(issued))
    const code = `License Code: ${CODE}`
    return [
      'Dear operator,',
      '',
      code,
      head,
      server.answer.steps,
      await this.key({ ...given, issued }),
      'Regards',
      'Anna',
    ].join('\n')
  }
}

interface Fixtures {
  readonly paper: Paper
}

let madeVendor: PaperVendor | null = null
/** One for each worker. As a fixture of the worker's it would have these tests wait for workers and browsers of their own. */
const theVendor = (): PaperVendor =>
  (madeVendor ??= paperVendor(makeKey({ from: '2020-01-01T00:00:00.000Z' })))

/** The machine trusts the vendor on paper: no server and no database are there. */
export const onPaper = base.extend<Fixtures>({
  machine: async ({ cleanup }, use) => {
    const { profile } = theVendor()
    await use(machineThatTrusts(cleanup, { ...profile, server: { ...profile.server, url: NOWHERE } }))
  },
  paper: async ({ machine, cleanup }, use) => use(new Paper(theVendor(), machine, cleanup)),
})

export function machineThatTrusts(cleanup: Cleanup, profile: VendorProfile): Machine {
  const file = path.join(cleanup.folder('activation-e2e-'), 'vendor.json')
  writeFileSync(file, JSON.stringify(profile))
  return new Machine(cleanup, file)
}

/** What the operator sees at this moment, to be looked at: in the folder of the test's results. */
export async function show(page: Page, what: string): Promise<void> {
  const info: TestInfo = base.info()
  await atBothSizes(page, async (size) => {
    const name = `${what} ${size}`
    const file = info.outputPath(`${name.replaceAll(' ', '-')}.png`)
    await page.screenshot({ path: file, animations: 'disabled' })
    await info.attach(name, { path: file, contentType: 'image/png' })
  })
}

const SIZES = [
  { width: 800, height: 600 },
  { width: 1280, height: 800 },
] as const

/** The window has the size that it had afterwards. */
async function atBothSizes(page: Page, look: (size: string) => Promise<void>): Promise<void> {
  const before = page.viewportSize()
  for (const size of SIZES) {
    await page.setViewportSize(size)
    await look(`${size.width}x${size.height}`)
  }
  if (before) await page.setViewportSize(before)
}

/** All of it on the screen, without scrolling, in a small window and in a usual one. */
export async function seen(first: Locator, ...others: readonly Locator[]): Promise<void> {
  await atBothSizes(first.page(), async (size) => {
    for (const one of [first, ...others]) await expect(one, size).toBeInViewport({ ratio: 1 })
  })
}

/** As Ctrl+V does, where the focus is. */
export async function paste(page: Page, text: string): Promise<void> {
  const taken = await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    return document.activeElement?.dispatchEvent(event) === false
  }, text)
  if (!taken) await page.keyboard.insertText(text)
}

/** So many Tabs at most. */
export async function tabTo(page: Page, target: Locator, most: number): Promise<void> {
  for (let tabs = 0; tabs < most; tabs += 1) {
    if (await target.evaluate((node) => node.matches(':focus'))) break
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
  await seen(target)
}

/** What a gate asks: 0, the product may run; 1, it may not; and the sentence that says why. */
export async function mayRun(machine: Machine): Promise<{ status: number | null; says: string }> {
  const { status, stdout, stderr } = await machine.cli('check', '--product', PRODUCT)
  return { status, says: stdout + stderr }
}

/** A user of the system without rights. Rights do not stop root. */
const NOBODY = 65_534

/** Who opens the page may read the data folder alone; returns what an administrator does about it. */
export function forbidToWrite(machine: Machine): () => void {
  const { dataDir, userData, profileFolder } = machine
  if (process.getuid?.() !== 0) {
    chmodSync(dataDir, 0o555)
    return () => chmodSync(dataDir, 0o755)
  }
  machine.user = NOBODY
  for (const folder of [profileFolder, userData, path.dirname(dataDir)]) chownSync(folder, NOBODY, NOBODY)
  return () => chownSync(dataDir, NOBODY, NOBODY)
}

const XTERM = path.resolve(import.meta.dirname, '../../../node_modules/@xterm/xterm')
export const CONSOLE = { columns: 80, rows: 24 } as const

/** The page shows what a console of 80×24 shows; returns its 24 lines. */
export async function drawConsole(page: Page, written: string): Promise<string> {
  await page.setContent('<body style="margin: 0; background: black"><div id="console"></div>')
  await page.addStyleTag({ path: path.join(XTERM, 'css/xterm.css') })
  await page.addScriptTag({ path: path.join(XTERM, 'lib/xterm.js') })
  return page.evaluate(
    ([text, cols, rows]) => {
      const { Terminal } = globalThis as unknown as { Terminal: typeof XTerminal }
      const terminal = new Terminal({ cols, rows })
      terminal.open(document.querySelector('#console') as HTMLElement)
      return new Promise<string>((resolve) => {
        terminal.write(text, () => {
          const { active } = terminal.buffer
          const lines = Array.from({ length: rows }, (_, row) =>
            active.getLine(active.viewportY + row)?.translateToString(true),
          )
          resolve(lines.join('\n'))
        })
      })
    },
    [written, CONSOLE.columns, CONSOLE.rows] as const,
  )
}
