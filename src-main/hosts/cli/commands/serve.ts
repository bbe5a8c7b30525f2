// activation-desk serve: the page in a browser, until Ctrl-C.
import { once } from 'node:events'
import open from 'open'
import { writeLinkFile, type LinkFile } from '../link-file.ts'
import { onLineEnds } from '../line-ends.ts'
import type { CommandContext, StartWebHost } from '../command-context.ts'
import { programPage } from '../program-files.ts'
import { userId } from '../user-id.ts'

export interface ServeOptions {
  readonly port: string
  readonly open: boolean
  /** Names or numbers. */
  readonly allowUser: readonly string[]
}

export async function serve(
  options: ServeOptions,
  context: CommandContext,
  start: StartWebHost,
): Promise<void> {
  const { cli: words } = context.messages
  const port = Number(options.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) context.misuse(words.misuse.noPort(options.port))
  const page = programPage()
  if (page === null) return context.misuse(words.misuse.pageNotBuilt)
  const allowUsers = allowedUsers(options.allowUser, context)
  let opened: LinkFile | null = null
  const removeOpened = () => opened?.remove()
  const refused = (uid: number) => context.note(words.serve.refused(uid))
  const host = await start(context, { port, page, allowUsers, signedIn: removeOpened, refused }).catch(
    (error: unknown) => context.misuse(words.misuse.portNotUsable(port, reasonOf(error))),
  )
  // Heard from now on, since whoever reads the link may end this at once. SIGHUP: the terminal is gone.
  const told = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)))
  const link = host.newLink()
  context.answer({ url: link }, () => words.serve.open(link))
  if (!context.keepsPreferences) context.note(words.preferences.notKept)
  const stopRefreshing = context.automaticRefresh.start()
  if (options.open) {
    opened = linkFile(link, context)
    if (opened) await openBrowser(opened.path, context)
  }
  const tooOld = setTimeout(removeOpened, host.linkLife)
  const stopOffering = offerNewLinks(() => {
    const next = host.newLink()
    context.answer({ url: next }, () => next)
  }, context)
  await told
  clearTimeout(tooOld)
  removeOpened()
  stopOffering()
  stopRefreshing()
  await host.close()
}

/** A link is soon over, and a second tab needs one of its own: each line on standard input asks for one. */
function offerNewLinks(printLink: () => void, context: CommandContext): () => void {
  if (process.stdin.isTTY) context.note(context.messages.cli.serve.newLink)
  onLineEnds(process.stdin, printLink)
  return () => process.stdin.destroy()
}

function linkFile(link: string, context: CommandContext): LinkFile | null {
  try {
    return writeLinkFile(link)
  } catch {
    context.note(context.messages.cli.serve.noBrowser)
    return null
  }
}

/** A browser in a sandbox of its own may not read the file; the printed link is there for that. */
async function openBrowser(file: string, context: CommandContext): Promise<void> {
  const child = await open(file).catch(() => null)
  child?.on('error', () => context.note(context.messages.cli.serve.noBrowser))
}

function allowedUsers(names: readonly string[], context: CommandContext): number[] {
  const { misuse } = context.messages.cli
  if (names.length > 0 && process.platform !== 'linux') context.misuse(misuse.allowUserOnLinux)
  return names.map((name) => userId(name) ?? context.misuse(misuse.noUser(name)))
}

const reasonOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error)
