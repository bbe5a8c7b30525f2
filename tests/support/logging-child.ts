// Appends lines to the activity log as fast as it can, once it is told to.
import { writeSync } from 'node:fs'
import { once } from 'node:events'
import { activityFile } from '#main/adapters/activity/activity-file.ts'

const { dataDir, name, lines, largest } = JSON.parse(process.argv[2] ?? '') as {
  dataDir: string
  name: string
  lines: number
  largest: number
}
const log = activityFile(dataDir, 'cli', largest)
writeSync(1, 'ready\n')
await once(process.stdin, 'data')
for (let line = 1; line <= lines; line += 1)
  await log.append({ at: line, action: 'refresh', result: 'ok', subject: `${name}${line}` })
process.exit(0)
