/** Errors that nobody caught: Electron shows or prints them, and the app goes on (its lib/browser/init.ts). */
import { dialog } from './api/dialog.ts'

/** What has happened so far; a test finds it as `app.faults`. */
export const faults: string[] = []

const textOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))

/** An app that listens itself is left alone, as in Electron. */
export function surviveFaults(): void {
  process.on('uncaughtException', (error) => {
    faults.push(textOf(error))
    if (process.listenerCount('uncaughtException') > 1) return
    dialog.showErrorBox(
      'A JavaScript error occurred in the main process',
      `Uncaught Exception:\n${textOf(error)}`,
    )
  })
  process.on('unhandledRejection', (reason) => {
    faults.push(textOf(reason))
    if (process.listenerCount('unhandledRejection') > 1) return
    console.error(`UnhandledPromiseRejectionWarning: ${textOf(reason)}`)
  })
}
