// activation-desk serve: the page in a browser, until Ctrl-C.
import path from 'node:path'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import open from 'open'
import type { Session, StartWebHost } from '../session.ts'

export async function serve(
  options: { readonly port: string; readonly open: boolean },
  session: Session,
  start: StartWebHost,
): Promise<void> {
  const port = Number(options.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) session.misuse(`“${options.port}” is not a port`)
  const pageFolder = findPage()
  if (pageFolder === null) return session.misuse('the page is not built: run “npm run build” first')
  const host = await start(session, { port, pageFolder }).catch((error: unknown) =>
    session.misuse(`port ${port} cannot be used (${reasonOf(error)}); try another, or --port 0`),
  )
  const link = host.newLink()
  session.answer(
    { url: link },
    () => `Activation Desk is open at\n\n  ${link}\n\nThe link works once, within a minute.`,
  )
  const stopChecking = session.automaticCheck.start()
  if (options.open) await openBrowser(link, session)
  const stopOffering = offerNewLinks(() => {
    const next = host.newLink()
    session.answer({ url: next }, () => next)
  }, session)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  stopOffering()
  stopChecking()
  await host.close()
}

/** A link is soon over, and a second tab needs one of its own: each line on standard input asks for one. */
function offerNewLinks(printLink: () => void, session: Session): () => void {
  if (process.stdin.isTTY) session.note('Press Enter for a new link, Ctrl-C to end.')
  const lines = createInterface({ input: process.stdin })
  lines.on('line', printLink)
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  return () => {
    lines.close()
    process.stdin.destroy()
  }
}

async function openBrowser(link: string, session: Session): Promise<void> {
  const child = await open(link).catch(() => null)
  child?.on('error', () => session.note('No browser could be opened; open the link yourself.'))
}

const reasonOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error)

/** Beside the built program, or in the checkout's dist. */
function findPage(): string | null {
  const candidates = ['../renderer', '../../../../dist/renderer']
  const folders = candidates.map((candidate) => path.resolve(import.meta.dirname, candidate))
  return folders.find((folder) => existsSync(path.join(folder, 'index.html'))) ?? null
}
