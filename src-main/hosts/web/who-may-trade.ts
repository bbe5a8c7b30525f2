// Which users of this system may trade a link for a token: its own, root, whoever became this user, and those named.
import { readFileSync } from 'node:fs'

/** What the kernel shows where nobody logged in, such as for a service. */
const NO_LOGIN = 4_294_967_295
const ROOT = 0

/**
 * The uids that may trade. `env` names the user who called sudo; the login's uid is what an SSH tunnel's end runs
 * under. `further`: those that --allow-user names.
 */
export function whoMayTrade(further: readonly number[], env = process.env): ReadonlySet<number> {
  const own = [process.getuid?.(), process.geteuid?.()].filter((uid) => uid !== undefined)
  const behind = [uidIn(env['SUDO_UID']), uidIn(loginUid())].filter((uid) => uid !== null)
  const all = new Set([...own, ROOT, ...behind, ...further])
  // Where this user namespace does not know a user, the kernel shows this one instead: it could be anybody.
  const anybody = overflowUid()
  if (anybody !== null) all.delete(anybody)
  return all
}

function uidIn(text: string | undefined): number | null {
  const trimmed = text?.trim() ?? ''
  const uid = /^\d{1,10}$/.test(trimmed) ? Number(trimmed) : NO_LOGIN
  return uid < NO_LOGIN ? uid : null
}

const loginUid = (): string => fileText('/proc/self/loginuid')

/** Null where every user of the system is known here, so that the number is that user's own. */
function overflowUid(): number | null {
  const map = fileText('/proc/self/uid_map').trim().split(/\s+/).map(Number)
  if (map.length < 3 || (map[0] === 0 && map[1] === 0 && map[2] === NO_LOGIN)) return null
  return uidIn(fileText('/proc/sys/kernel/overflowuid'))
}

function fileText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '' // not Linux, or hidden from us
  }
}
