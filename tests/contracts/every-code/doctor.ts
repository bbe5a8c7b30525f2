// What a doctor's line says in red and nothing else does, and what the machine id may not be.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { packagedInstallation } from '#main/adapters/installation/installation.ts'
import { makeManifest, MANIFEST_COPY, MANIFEST_NAME } from '#main/adapters/installation/manifest.ts'
import type { ConnectionLine, MachineLine } from '#shared/contract/doctor.ts'
import { DAY } from '#shared/instant.ts'
import { err, ok } from '#shared/result.ts'
import { must } from '#tests/support/must.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { signedFault } from '#tests/support/bent-way.ts'
import type { Scenarios } from './scenario.ts'

const problemOf = (lines: readonly (MachineLine | ConnectionLine)[]) => {
  const red = lines.find((line) => line.problem !== null)
  return red?.problem ? err(red.problem) : ok(lines)
}

export const examined: Scenarios<
  | 'api_version_other'
  | 'clock_before_signed'
  | 'installation_changed'
  | 'machine_id_invalid'
  | 'machine_id_not_settable'
  | 'server_path_unknown'
> = {
  api_version_other: async (world) => {
    const { vendor, between } = await world.between(() => undefined)
    between.bend = signedFault(vendor, (answer) => void (answer.headers['keygen-version'] = '2.0'))
    const desk = world.install(await vendor.profile(between.url))
    return problemOf(must(await desk.router.call('connection.test', {})).lines)
  },
  clock_before_signed: async (world) => {
    const desk = world.install(loadProfile({ machineIdFile: true }))
    writeFileSync(
      path.join(desk.dataDir, 'clock.json'),
      JSON.stringify({ latestSigned: Date.now() + 2 * DAY }),
    )
    return problemOf(must(await desk.router.call('machine.examine', {})).lines)
  },
  installation_changed: async (world) => {
    const resources = world.cleanup.folder()
    mkdirSync(path.join(resources, 'cli'))
    const list = JSON.stringify(makeManifest(resources, ['cli']))
    for (const name of [MANIFEST_NAME, MANIFEST_COPY]) writeFileSync(path.join(resources, name), list)
    writeFileSync(path.join(resources, 'cli/added.js'), '')
    const program = packagedInstallation(resources, path.join(resources, MANIFEST_NAME))
    const desk = world.install(loadProfile({ machineIdFile: true }), { program })
    return problemOf(must(await desk.router.call('machine.examine', {})).lines)
  },
  server_path_unknown: async (world) => {
    const { vendor } = await world.between(() => undefined)
    const desk = world.install(await vendor.profile(vendor.url.replace(/\/v1$/, '')))
    return problemOf(must(await desk.router.call('connection.test', {})).lines)
  },
  machine_id_invalid: (world) =>
    world.install(loadProfile({ machineIdFile: true })).router.call('machine.setId', { id: '0'.repeat(32) }),
  machine_id_not_settable: (world) =>
    world
      .install(loadProfile({ machineIdFile: false }))
      .router.call('machine.setId', { id: '0123456789abcdef0123456789abcdef' }),
}
