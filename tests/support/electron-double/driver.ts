/** The app's end of the line to the test that started it: evaluates its functions, ends when it asks or is gone. */
import { constants, Script } from 'node:vm'
import { app } from './api/app.ts'
import type { FromApp, ToApp } from './driver-messages.ts'
import { electron } from './electron.ts'

/** Precondition: the app is ready. Started by hand, without a test, it tells where its browser can be reached. */
export function serveTest(browserAddress: string): void {
  if (!process.send) {
    console.error(`electron-double: Chromium's DevTools are at ${browserAddress}`)
    return
  }
  process.on('message', (message: ToApp) => void receive(message))
  process.on('disconnect', () => app.exit(0))
  answer({ type: 'ready', browserAddress })
}

async function receive(message: ToApp): Promise<void> {
  if (message.type === 'close') {
    if (!(await app.tryToQuit())) app.exit(0)
    return
  }
  const { id, source, arg } = message
  try {
    const value = await evaluate(source, arg)
    // As in Playwright, a function is no answer; `evaluate(({ dialog }) => (dialog.showSaveDialog = …))` returns one.
    answer({ type: 'value', id, value: typeof value === 'function' ? undefined : value })
  } catch (error) {
    answer({
      type: 'error',
      id,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
}

function evaluate(source: string, arg: unknown): unknown {
  const script = new Script(`(${source})`, {
    filename: 'evaluate',
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  const run = script.runInThisContext() as (modules: unknown, arg: unknown) => unknown
  return run(electron, arg)
}

function answer(message: FromApp): void {
  process.send?.(message)
}
