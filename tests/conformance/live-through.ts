// Lets an app of its own live, on Electron or the double, and answers with what it told of itself in a file.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { launchElectron } from '#tests/support/electron-app.ts'
import type { LaunchOptions } from '#tests/support/electron-double/launch.ts'
import { makeConformanceApp } from './app/make-app.ts'
import type { Life } from './row.ts'

type Told = readonly (readonly [what: string, value: unknown])[]

const lives = new Map<Life, Promise<Told>>()

/** Several rows look at one life. */
export async function toldIn(life: Life, what: string): Promise<unknown> {
  const lived = lives.get(life) ?? live(life)
  lives.set(life, lived)
  const told = (await lived).filter(([name]) => name === what).map(([, value]) => value)
  return what === 'exit code' ? told[0] : told
}

const PRELUDE = `
import { app, BrowserWindow } from 'electron'
import { appendFileSync } from 'node:fs'
import path from 'node:path'
const tell = (what, value = null) =>
  appendFileSync(path.join(import.meta.dirname, 'scratch', 'told'), JSON.stringify([what, value]) + '\\n')
for (const name of ['before-quit', 'will-quit']) app.on(name, () => tell('event', name))
app.on('quit', (event, code) => tell('event', 'quit ' + code))
`

async function live({ main, begin = '', seconds = [] }: Life): Promise<Told> {
  using made = makeConformanceApp(`${PRELUDE}\n${main}`)
  const { app } = await launchElectron(made.options)
  for (const args of seconds) await startAndEnd({ ...made.options, args: [...made.options.args, ...args] })
  // The answer to this is lost where it ends the app.
  if (begin !== '') await app.evaluate((_, code) => void (0, eval)(code), begin).catch(() => undefined)
  const exitCode = await app.exited
  const lines = readFileSync(path.join(made.options.appDir, 'scratch', 'told'), 'utf8')
    .trim()
    .split('\n')
  return [...lines.map((line) => JSON.parse(line) as [string, unknown]), ['exit code', exitCode]]
}

/** One that is turned away ends before it is ready, which makes the launch fail. */
async function startAndEnd(options: LaunchOptions): Promise<void> {
  const launched = await launchElectron(options).catch(() => undefined)
  await launched?.app.close()
}
