// One row's answer, from the app that conformance runs in.
import type { ElectronApp } from '#tests/support/electron-double/launch.ts'
import type { Kit } from './app/kit.ts'
import type { Row } from './row.ts'

export async function answerTo(app: ElectronApp, { run, arg }: Row): Promise<unknown> {
  const text = await app.evaluate(
    (electron, [source, given]) =>
      (globalThis as unknown as { kit: Kit }).kit.run(electron as never, source, given),
    [String(run), arg] as const,
  )
  return JSON.parse(text)
}
