// From a fresh clone to a page that can be used, as a new user would have it: everything is fetched and built.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { launch, timeToHeading } from './page.ts'
import { report } from './report.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** Cold: an empty npm cache and nothing installed. Warm: the same clone, started again. */
export async function benchFreshClone(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-clone-'))
  const clone = path.join(folder, 'clone')
  const browser = await launch()
  try {
    execFileSync('git', ['clone', '--quiet', root, clone])
    const env = { ...process.env, npm_config_cache: path.join(folder, 'npm-cache') }
    const install = await time(() => {
      execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', clone], {
        env: { ...env, npm_config_cache: path.join(folder, 'other-cache') },
        stdio: 'ignore',
      })
      rmSync(path.join(clone, 'node_modules'), { recursive: true })
      return Promise.resolve()
    })
    const start = () => time(() => startAndOpen(clone, env, browser))
    const cold = await start()
    const warm = await start()
    const against = 'a bare “npm ci” of the same dependencies, cache empty'
    report({
      name: 'fresh clone to page, cold',
      value: cold,
      unit: 'ms',
      against,
      floor: install,
      aim: '≤ 2',
    })
    report({
      name: 'second start to page, warm',
      value: warm,
      unit: 'ms',
      against,
      floor: install,
      aim: '≤ 0.5',
    })
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function startAndOpen(
  clone: string,
  env: NodeJS.ProcessEnv,
  browser: Awaited<ReturnType<typeof launch>>,
) {
  const child = spawn('npm', ['start', '--silent', '--', '--web', '--no-open'], {
    cwd: clone,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  let printed = ''
  const link = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += String(chunk)
      const found = /http:\/\/\S+#secret=\S+/.exec(printed)?.[0]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`npm start ended:\n${printed}`)))
  })
  await timeToHeading(browser, link)
  const ended = once(child, 'exit')
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
  await ended
}
