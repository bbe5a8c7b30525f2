// activation-desk serve: who may use its link, and what other users of the machine can read of it.
import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { afterEach, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import { deskProgram, requireBuild, runDesk } from '#tests/support/cli.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { leaveAsUser, tradeAsUser } from '#tests/support/trade-as-user.ts'
import { until } from '#tests/support/until.ts'
import { tradeSecret } from '#tests/support/web-client.ts'
import { onLinux } from '#tests/support/runs-where.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

const [OWNER, OTHER] = [4001, 4002]
const tellsPeers = onLinux('only Linux tells in /proc/net whose a connection is')

interface Serving {
  readonly link: string
  readonly process: ChildProcessByStdio<null, Readable, Readable>
  /** What was said to the person so far. */
  notes(): string
}

interface ServeOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Null: this test's own user. */
  readonly uid?: number | null
  /** A program and its arguments that run this one. */
  readonly under?: readonly string[]
}

async function serve({ args = [], env = {}, uid = null, under = [] }: ServeOptions): Promise<Serving> {
  const folder = cleanup.folder()
  const profile = path.join(folder, 'vendor.json')
  writeFileSync(profile, JSON.stringify(loadProfile({ offlineOnly: true })))
  const [home, dataDir] = [path.join(folder, 'home'), path.join(folder, 'data')]
  for (const made of [home, dataDir]) mkdirSync(made)
  if (uid !== null) for (const owned of [folder, home, dataDir]) chownSync(owned, uid, uid)
  chmodSync(folder, 0o755)
  const options = ['--json', '--vendor', profile, '--data-dir', dataDir]
  const [command = '', ...rest] = [...under, process.execPath, deskProgram, ...options, 'serve', ...args]
  const child = spawn(command, rest, {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: home, XDG_CONFIG_HOME: home, TMPDIR: folder, ...env },
    ...(uid === null ? {} : { uid, gid: uid }),
  })
  cleanup.add(() => child.kill('SIGKILL'))
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error(`serve ended: ${said}`))),
  ])) as [string]
  return { link: (JSON.parse(line) as { url: string }).url, process: child, notes: () => said }
}

describe('the link of “serve” (issue 10.3)', tellsPeers, () => {
  const needsRoot = (context: TestContext) => {
    if (process.getuid?.() !== 0) context.skip('processes of other users can be started by root only')
  }

  test.for([undefined, '::ffff:127.0.0.1'])(
    'is nothing worth to another user, stays good for its own, and the refusal names the way (%s)',
    async (host, context) => {
      needsRoot(context)
      const serving = await serve({ args: ['--no-open'], uid: OWNER })
      const { link } = serving
      expect(await tradeAsUser(OTHER, link, host)).toEqual({
        status: 403,
        answer: { ok: false, error: { code: 'peer_not_allowed', params: { uid: OTHER } } },
      })
      await until('the note', () => serving.notes().includes(`--allow-user ${OTHER}`) || undefined)
      expect((await tradeAsUser(OWNER, link, host)).status).toBe(200)
      expect((await tradeAsUser(OWNER, link, host)).status).toBe(401)
    },
  )

  test('works for root, whoever serves', async (context) => {
    needsRoot(context)
    const { link } = await serve({ args: ['--no-open'], uid: OWNER })
    expect((await tradeAsUser(0, link)).status).toBe(200)
  })

  test.for(['closed', 'cut off', 'half closed'] as const)(
    'is not used up by another user whose connection was %s before the answer (issue 10.3)',
    async (leaving, context) => {
      needsRoot(context)
      const { link } = await serve({ args: ['--no-open'], uid: OWNER })
      await leaveAsUser(OTHER, link, leaving)
      expect((await tradeAsUser(OWNER, link)).status).toBe(200)
    },
  )

  test.for<[string, ServeOptions]>([
    [
      'a user whom --allow-user names by number',
      { args: ['--allow-user', '7', '--allow-user', String(OTHER)] },
    ],
    ['the user who called sudo', { env: { SUDO_UID: String(OTHER) } }],
  ])('works for %s', async ([, options], context) => {
    needsRoot(context)
    const { link } = await serve({ uid: OWNER, ...options, args: ['--no-open', ...(options.args ?? [])] })
    expect((await tradeAsUser(4003, link)).status).toBe(403)
    expect((await tradeAsUser(OTHER, link)).status).toBe(200)
  })

  test('works for a user whom --allow-user names by name', async (context) => {
    needsRoot(context)
    const nobody = Number(spawnSync('id', ['-u', 'nobody'], { encoding: 'utf8' }).stdout)
    const { link } = await serve({ args: ['--no-open', '--allow-user', 'nobody'], uid: OWNER })
    expect((await tradeAsUser(nobody, link)).status).toBe(200)
  })

  test('works for the login’s user, which an SSH tunnel’s end runs under', async (context) => {
    needsRoot(context)
    const login = ['sh', '-c', `echo ${OTHER} > /proc/self/loginuid && exec "$@"`, 'sh'] as const
    const [shell, ...script] = login
    if (spawnSync(shell, [...script, 'true']).status !== 0)
      context.skip('this kernel lets nobody set the login’s user')
    const under = [
      ...login,
      'setpriv',
      '--reuid',
      String(OWNER),
      '--regid',
      String(OWNER),
      '--clear-groups',
      '--',
    ]
    const { link } = await serve({ args: ['--no-open'], under })
    expect((await tradeAsUser(4003, link)).status).toBe(403)
    expect((await tradeAsUser(OTHER, link)).status).toBe(200)
  })

  test('--allow-user with a name that nobody has is wrong usage', async () => {
    const run = await runDesk(['serve', '--no-open', '--allow-user', 'no-such-user-here'])
    expect([run.status, run.stderr]).toEqual([
      2,
      'error: this system has no user “no-such-user-here”\n  See “activation-desk serve --help”.\n',
    ])
  })
})

describe('the browser that “serve” opens (issue 10.3)', tellsPeers, () => {
  /** Stands in for the desktop's way to a browser, and tells what it was given. */
  async function opened(): Promise<Serving & { given: string; args: string[]; runtime: string }> {
    const [bin, runtime] = [cleanup.folder(), cleanup.folder()]
    const told = path.join(bin, 'given')
    const script = `#!/bin/sh\nprintf '%s\\n' "$@" > "${told}.tmp"\nmv "${told}.tmp" "${told}"\n`
    writeFileSync(path.join(bin, 'xdg-open'), script, { mode: 0o755 })
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, XDG_RUNTIME_DIR: runtime }
    const serving = await serve({ env })
    await until('the browser’s start', () => existsSync(told) || undefined)
    const args = readFileSync(told, 'utf8').trimEnd().split('\n')
    return { ...serving, args, given: args.at(-1) ?? '', runtime }
  }

  test('is given a file that nobody else may read, and no secret in any argument', async () => {
    const { link, given, args, runtime } = await opened()
    const secret = new URL(link).hash
    expect(args.join(' ')).not.toContain(secret.replace('#secret=', ''))
    expect(path.dirname(path.dirname(given))).toBe(runtime)
    expect(statSync(given).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(given)).mode & 0o777).toBe(0o700)
    expect(readFileSync(given, 'utf8')).toContain(`content="0; url=${link}"`)
  })

  test('leaves no file once the link was used', async () => {
    const { link, given } = await opened()
    expect((await tradeSecret(link)).status).toBe(200)
    await until('the file’s end', () => !existsSync(path.dirname(given)) || undefined)
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves no file after %s', async (signal) => {
    const { given, process: child } = await opened()
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(existsSync(path.dirname(given))).toBe(false)
  })

  test('leaves no file after a signal that comes as soon as the file is there', async () => {
    const [bin, runtime] = [cleanup.folder(), cleanup.folder()]
    writeFileSync(path.join(bin, 'xdg-open'), '#!/bin/sh\n', { mode: 0o755 })
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, XDG_RUNTIME_DIR: runtime }
    const watcher = watch(runtime)
    cleanup.add(() => watcher.close())
    const made = once(watcher, 'change')
    const { process: child } = await serve({ env })
    await made
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(readdirSync(runtime)).toEqual([])
  })
})
