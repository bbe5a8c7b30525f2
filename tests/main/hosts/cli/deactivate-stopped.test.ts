// A deactivation that a signal ends while the activation server says nothing: only a real process gets signals.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { ageNotes } from '#tests/support/age-notes.ts'
import { openBentWay, straight } from '#tests/support/bent-way.ts'
import { deskProgram, requireBuild } from '#tests/support/cli.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
beforeAll(requireBuild)
afterEach(() => cleanup.run())

test('a deactivation that Ctrl-C stops says that its outcome is not known, so do list and activity, and a refresh keeps the license (issue 12)', async () => {
  const { between, vendor, desk, license, activate, seats } = await openBentWay(cleanup)
  must(await activate())
  const profile = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(profile, JSON.stringify(await vendor.profile(between.url)))
  const args = ['--vendor', profile, '--data-dir', desk.dataDir]
  const asked = Promise.withResolvers<undefined>()
  between.bendQuestion = (body, question) => {
    if (question.method !== 'DELETE') return body
    delete question.headers.authorization // so that it changes nothing
    return body
  }
  between.bend = (_, { method }) => {
    if (method !== 'DELETE') return undefined
    asked.resolve(undefined)
    return 'taken'
  }
  const child = spawn(process.execPath, [deskProgram, ...args, 'deactivate', license.id], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said = text(child.stderr)
  const ended = once(child, 'exit')
  await asked.promise
  // A copy of the folder, made meanwhile, has the license and says the same of it.
  const copy = path.join(cleanup.folder(), 'data')
  cpSync(desk.dataDir, copy, { recursive: true })
  const copied = install(cleanup, await vendor.profile(between.url), { dataDir: copy, machineId: null })
  expect(must(await copied.router.call('licenses.list', {}))).toMatchObject({
    licenses: [{ id: license.id, status: 'active' }],
    problems: [{ reason: 'deactivation_begun' }],
  })
  expect(must(await copied.router.call('store.repair', {})).setAside).toEqual([])
  child.kill('SIGINT')
  expect([await ended, await said]).toEqual([
    [null, 'SIGINT'],
    expect.stringContaining('whether the activation server freed the place is not known'),
  ])
  between.bendQuestion = (body) => body
  between.bend = straight
  for (const command of ['list', 'activity'])
    expect((await runDeskHere([...args, command])).stderr).toContain(
      'A deactivation was begun here and its outcome is not known',
    )
  // For a minute what it asked may still be on its way.
  expect((await runDeskHere([...args, 'refresh'])).stderr).toMatch(
    /outcome of a deactivation is still not known: Contoso B\.V\.: .*\(deactivation_on_its_way\)/,
  )
  ageNotes(desk.dataDir)
  const { stdout, stderr, status } = await runDeskHere([...args, 'refresh'])
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain('the activation server counts this machine, so the deactivation that was begun')
  expect(stdout).toContain('1 of 1 license refreshed.')
  expect(await seats()).toBe(1)
})
