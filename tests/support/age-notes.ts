// Notes of deactivations as they are a minute later, when nothing that was asked is on its way to the server any more.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const MINUTE = 60_000

export function ageNotes(dataDir: string): void {
  const folder = path.join(dataDir, 'returns')
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const file = path.join(folder, name)
    const note = JSON.parse(readFileSync(file, 'utf8')) as { since: number }
    writeFileSync(file, JSON.stringify({ ...note, since: note.since - MINUTE }))
  }
}
