// The activity log as lines of JSON in the data folder.
import { chmodSync, existsSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import path from 'node:path'
import type { ActivityLog } from '#main/core/ports/activity-log.ts'

/** One `write` with O_APPEND a line: two processes at once do not tear each other's lines. */
export function activityFile(dataDir: string, host: string): ActivityLog {
  const file = path.join(dataDir, 'activity.jsonl')
  return {
    async append({ at, ...entry }) {
      const line = JSON.stringify({ at: new Date(at).toISOString(), actor: actor(), host, ...entry })
      try {
        const isNew = !existsSync(file)
        await appendFile(file, `${line}\n`, { mode: 0o660 })
        if (isNew) chmodSync(file, 0o660) // the umask took the group's right to append
      } catch {
        // Read-only operators and a full disk: the result of the action itself is what they asked for.
      }
    },
  }
}

function actor(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}` // a container's user without a name
  }
}
