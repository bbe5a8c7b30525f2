// PDF through an installed Chromium, where there is one: for the web host and the command line.
import { execFile, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { PdfPrinter } from '#main/core/ports/pdf-printer.ts'
import { failure } from '#shared/contract/errors.ts'
import { err, ok } from '#shared/result.ts'
import { INSTALL_NAME } from '#shared/install-name.ts'

const TIME_LIMIT_MS = 60_000

const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge']
const ELSEWHERE = [
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** `CHROMIUM_PATH` before what is on PATH before the usual places. */
function findChromium(env = process.env): string | null {
  if (env['CHROMIUM_PATH']) return existsSync(env['CHROMIUM_PATH']) ? env['CHROMIUM_PATH'] : null
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter(Boolean)
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return [...onPath, ...ELSEWHERE].find((file) => existsSync(file)) ?? null
}

export const chromiumPdf: PdfPrinter = {
  async print(html, signal) {
    const browser = findChromium()
    if (!browser) return err(failure('pdf_not_available', {}))
    const folder = await mkdtemp(path.join(tmpdir(), `${INSTALL_NAME}-pdf-`))
    try {
      const [source, target] = [path.join(folder, 'report.html'), path.join(folder, 'report.pdf')]
      await writeFile(source, html, { mode: 0o600 })
      const printing = promisify(execFile)(
        browser,
        [...chromiumArguments(folder), `--print-to-pdf=${target}`, pathToFileURL(source).href],
        { timeout: TIME_LIMIT_MS, signal },
      )
      await printing.catch(() => hasEnded(printing.child))
      await printing
      return ok(await readFile(target))
    } catch {
      return err(signal.aborted ? failure('cancelled', {}) : failure('pdf_not_available', {}))
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    }
  },
}

/** A browser that was told to end writes in its folder for a while yet. */
async function hasEnded(child: ChildProcess): Promise<void> {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
    await once(child, 'exit')
}

/** SECURITY: the report has no script (its own policy) and the browser no way out. docs/SECURITY.md#export */
function chromiumArguments(folder: string): string[] {
  // Chromium refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return [
    ...sandbox,
    '--headless',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--no-pdf-header-footer',
    `--user-data-dir=${path.join(folder, 'profile')}`,
  ]
}
