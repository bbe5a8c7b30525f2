// npm run dev -- --electron: the desktop app, built and opened anew when anything of it changes.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { root } from './page-server.ts'
import { watchSource } from './watch-source.ts'

const SOURCE = ['src-main', 'src-shared', 'src-renderer']

/** Returns what ends it. The page is served as it is in the app, from built files, so its state is not kept. */
export function devDesktop(
  runtime: string,
  deskOptions: readonly string[],
  say: (text: string) => void,
): () => Promise<void> {
  let app: ChildProcess | null = null
  let turn: Promise<void> = Promise.resolve()
  const end = async () => {
    if (!app || app.exitCode !== null || app.signalCode !== null) return
    const ended = once(app, 'exit')
    app.kill()
    await ended
  }
  const buildAndOpen = async (why: string) => {
    await end()
    say(`${why}: building …`)
    try {
      execFileSync(process.execPath, [path.join(root, 'scripts/build.ts')], {
        stdio: ['ignore', 'ignore', 'inherit'],
      })
    } catch {
      return say('It does not build; it is tried again when anything changes.')
    }
    app = spawn(runtime, [root, ...deskOptions], { stdio: ['ignore', 'ignore', 'inherit'] })
  }
  const again = (why: string) => {
    turn = turn.then(() => buildAndOpen(why))
  }
  again('The desktop app')
  const unwatch = watchSource(root, SOURCE, again)
  return async () => {
    unwatch()
    await turn
    await end()
  }
}
