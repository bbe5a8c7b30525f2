// A link for the browser that we open: other users read the arguments of a program, but not this person's file.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { APP_NAME, INSTALL_NAME } from '#shared/install-name.ts'

export interface LinkFile {
  readonly path: string
  remove(): void
}

/**
 * A page that leads on to the link, in a folder that this person alone may enter. Throws what writing throws.
 * SECURITY: the link's secret never stands on a command line. docs/SECURITY.md#web-host
 */
export function writeLinkFile(link: string, env = process.env): LinkFile {
  const folder = mkdtempSync(path.join(ownFolder(env), `${INSTALL_NAME}-`)) // with 0700
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const file = path.join(folder, 'open.html')
  try {
    writeFileSync(file, pageLeadingTo(link), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    remove()
    throw error
  }
  return { path: file, remove }
}

/** The login's own folder in memory, else the one for temporary files. */
function ownFolder(env: NodeJS.ProcessEnv): string {
  const runtime = env['XDG_RUNTIME_DIR'] ?? ''
  const owner = runtime === '' ? undefined : statSync(runtime, { throwIfNoEntry: false })?.uid
  // Under sudo it may still be the folder of the user before.
  return owner !== undefined && owner === process.getuid?.() ? runtime : tmpdir()
}

/** `link` is ours: it has nothing in it that HTML would read. */
const pageLeadingTo = (link: string): string => `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${link}">
<title>${APP_NAME}</title>
<p><a href="${link}">${APP_NAME}</a></p>
`
