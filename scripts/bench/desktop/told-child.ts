// Loaded into the process of an app on the double before anything of it: prints what its window took, and what was loaded until
// then; with TOLD_AT=paint, until the window's page was painted.
import { writeSync } from 'node:fs'
import { flushCompileCache, registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from '../../../tests/support/electron-double/api/app.ts'
import { appDir } from '../../../tests/support/electron-double/launch-arguments.ts'
import { toldLine } from './told.ts'

const { TOLD_AT: at = 'window' } = process.env
const folder = `${pathToFileURL(path.join(appDir, 'dist')).href}/`
const files = new Set<string>()
registerHooks({
  load: (url, context, next) => {
    if (url.startsWith(folder)) files.add(url.slice(folder.length))
    return next(url, context)
  },
})

function tell(): void {
  const { user, system } = process.cpuUsage()
  writeSync(1, toldLine({ spent: (user + system) / 1000, files: [...files] }))
}

app.on('browser-window-created', (_: unknown, window: { once(event: string, then: () => void): void }) => {
  if (at === 'paint') {
    window.once('ready-to-show', tell)
    return
  }
  tell()
  // Else nothing of an app comes into Node's compile cache: Electron has none.
  if (at === 'warm') flushCompileCache()
  process.kill(process.pid, 'SIGKILL')
})
