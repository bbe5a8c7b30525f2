// Each section of the vendor guide that has commands, followed on a server of its own. “Set up” is what all of them begin with.
import { expect } from 'vitest'
import { CODE_PATTERN, DOMAIN, FOR_SERVER, OWNER, PRODUCT, soldBy } from './world.ts'
import type { Machine } from './machine.ts'
import type { Play } from './operator-tasks.ts'
import { filled } from '#tests/support/guide-blocks.ts'

const account = 'activation-server'
const HOME = '/var/lib/activation-server'

/** Its address. It refuses to run for root: an ordinary user that Debian has runs it. */
async function startPostgres(server: Machine): Promise<string> {
  const as = 'setpriv --reuid=nobody --regid=nogroup --clear-groups'
  await server.does(`
    mkdir -m 777 /run/desk && cd /run/desk && mkdir data && chown nobody data
    bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
    ${as} "$bin/initdb" -D data -U ${account} -A trust --no-sync -E UTF8
    ${as} "$bin/pg_ctl" -D data -l data/log -o "-k /run/desk -h '' -F" -w start < /dev/null > /dev/null 2>&1
    ${as} "$bin/createdb" -h /run/desk -U ${account} activation`)
  return `postgres://${account}@/activation?host=/run/desk`
}

export const VENDOR: Readonly<Record<string, Play>> = {
  Serve: async ({ task, world, cleanup }) => {
    const server = await world.machine(cleanup)
    await task.next(server, { cwd: FOR_SERVER })
    await task.next(server, { cwd: FOR_SERVER })
    await task.next(server, { cwd: FOR_SERVER })
    await server.does('systemd-analyze verify activation-server.service')
    expect(await server.does('systemctl is-enabled activation-server')).toBe('enabled\n')
    await task.next(server)
    expect(await task.next(server)).toMatch(/^\d+\.\d+\.\d+\n/)
    await world.start(server)
  },

  'To PostgreSQL': async ({ task, world, cleanup }) => {
    const server = await world.server(cleanup)
    const { id } = await world.sell(server)
    const ADDRESS = await startPostgres(server)
    const printed = await task.next(server, { values: { ADDRESS } })
    expect(printed).toMatch(/rows would be moved; nothing was changed:[^]*rows moved, and compared:/)
    const show = `activation-server license show ${id}`
    const there = await server.does(`${show} --database ${ADDRESS}`, { account })
    expect(there).toBe(await server.does(show, { account }))
  },

  TLS: async ({ task, world, cleanup }) => {
    const server = await world.server(cleanup)
    await world.start(server)
    await world.certify(server)
    await task.next(server, { values: { DOMAIN } })
    const customer = await world.machine(cleanup, { near: server })
    expect(await task.next(customer, { values: { DOMAIN } })).toContain('200')
  },

  Sell: async ({ task, world, cleanup }) => {
    const { code, id } = soldBy(await task.next(await world.server(cleanup), { values: { OWNER } }))
    expect([code, id]).not.toContain('')
  },

  'Take licenses over': async ({ task, world, cleanup }) => {
    const server = await world.server(cleanup)
    await server.write(`${HOME}/licenses.csv`, filled(task.take().text, { OWNER }))
    await server.does(`chown ${account}: ${HOME}/licenses.csv`)
    expect(await task.next(server)).toContain('2 licenses can be imported')
    expect(await task.next(server)).toContain('2 licenses imported')
    await task.next(server)
    expect(await server.read(`${HOME}/imported.csv`)).toContain('old4711')
    expect(await server.read(`${HOME}/all.csv`)).toContain(OWNER)
  },

  Policies: async ({ task, world, cleanup }) => {
    const server = await world.server(cleanup)
    const { code } = soldBy(await task.next(server, { values: { OWNER } }))
    expect(code).not.toBe('')
    const shown = await server.does(`activation-server license show ${code}`, { account })
    expect(shown).toContain('Trial')
  },

  'The mail': async ({ task, world, cleanup }) => {
    const server = await world.onlineServer(cleanup)
    const { code } = await world.sell(server)
    const mail = filled(task.take().text, { OWNER, CODE: code })
    const desk = await world.desk(cleanup, { near: server })
    await desk.write('/root/mail.txt', mail)
    expect(await desk.does('activation-desk inspect mail.txt')).toContain('License Code')
    await desk.does('activation-desk activate < mail.txt')
    await desk.does(`activation-desk check --product ${PRODUCT}`)
  },

  Renew: async ({ task, world, cleanup }) => {
    const server = await world.server(cleanup)
    const { id } = await world.sell(server)
    expect(await task.next(server, { values: { OWNER } })).toContain(id)
    const before = await server.does(`activation-server license show ${id}`, { account })
    await task.next(server, { values: { LICENSE: id } })
    expect(await server.does(`activation-server license show ${id}`, { account })).not.toBe(before)
  },

  'Answer offline': async ({ task, world, cleanup }) => {
    const [server, desk] = [await world.server(cleanup), await world.desk(cleanup)]
    const { code } = await world.sell(server)
    const request = await desk.does(`activation-desk request ${code}`)
    await server.write(`${HOME}/request.txt`, request)
    await server.does(`chown ${account}: ${HOME}/request.txt`)
    await task.next(server)
    const key = (await desk.does('activation-desk unique-key')).trim()
    await task.next(server, { values: { CODE: code, KEY: key } })
    for (const name of ['answer.eml', 'answer.txt']) {
      await desk.write(`/root/${name}`, await server.read(`${HOME}/${name}`))
      await desk.does(`activation-desk inspect ${name} --code ${code}`)
    }
  },

  'Take a license back': async ({ task, world, cleanup }) => {
    const [server, desk] = [await world.server(cleanup), await world.desk(cleanup)]
    const { code, id } = await world.sell(server)
    const request = await desk.does(`activation-desk request ${code}`)
    const key = (await desk.does('activation-desk unique-key')).trim()
    const activate = async () => {
      await desk.write('/root/answer.txt', await world.answer(server, request))
      await desk.does('activation-desk activate --offline-key answer.txt', { input: `${code}\n` })
    }
    await activate()
    const printed = await desk.does(`activation-desk deactivate ${code.slice(-5)}`)
    const returned = /RETURN(?:-[0-9A-Z]+){6}/.exec(printed)?.[0] ?? ''
    await task.next(server, { values: { 'RETURN-CODE': returned, LICENSE: id, KEY: key } })
    await activate()
    const values = { LICENSE: id, MACHINE: key }
    expect(await task.next(server, { values })).toContain(key)
    expect(await server.does(`activation-server machine list ${id}`, { account })).not.toContain(key)
  },

  Keys: async ({ task, world, cleanup }) => {
    const server = await world.server(cleanup)
    await task.next(server)
    const shipped = await server.read(`${HOME}/my-vendor-complete.json`)
    await task.next(server)
    await task.next(server)
    const keysOf = (profile: string) =>
      (JSON.parse(profile) as { keys: { id: string }[] }).keys.map(({ id }) => id)
    // No key that signs is new to the app that was shipped with the first profile.
    expect(keysOf(shipped)).toEqual(keysOf(await server.read(`${HOME}/my-vendor-complete.json`)))
    expect(keysOf(shipped)).toHaveLength(2)
  },

  'A new version': async ({ task, world, cleanup }) => {
    const server = await world.server(cleanup)
    const { id } = await world.sell(server)
    await task.next(server, { cwd: FOR_SERVER })
    await task.next(server)
    await server.does(`activation-server license show ${id}`, { account })
  },

  'Back up': async ({ task, world, cleanup }) => {
    const server = await world.server(cleanup)
    const { id } = await world.sell(server)
    await task.next(server)
    await task.next(server)
    const later = await world.sell(server)
    await server.does(`rm -r ${HOME}/data/keys`)
    await task.next(server)
    await task.next(server)
    const show = (license: string) => server.shell(`activation-server license show ${license}`, { account })
    expect(await show(id)).toMatchObject({ status: 0, stdout: expect.stringMatching(CODE_PATTERN) as string })
    expect((await show(later.id)).status).toBe(1)
    await world.sell(server)
  },
}

/** Followed when the world is built. */
export const WITH_THE_WORLD = ['Set up', 'Offline bundle']
