// systemd itself reads what a package brings for it, and says nothing against it.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#tests/support/temporary.ts'
import { needTool, systemd } from '#tests/support/tools.ts'

const assets = path.resolve(import.meta.dirname, '../../../assets/service')
const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** A program that is there stands for ours, which no package has brought. */
const installed = (text: string) =>
  text
    .replaceAll('/usr/local/bin/activation-desk', process.execPath)
    .replace(/^(ExecStart|ExecCondition)=activation-desk/m, `$1=${process.execPath}`)
    .replaceAll(/^(User|Group|SupplementaryGroups)=.*$/gm, '')

function complaints(program: string, units: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, ['verify', ...units], { encoding: 'utf8' })
  return status === 0 ? `${stdout}${stderr}` : `${status}: ${stdout}${stderr}`
}

test('the timer and its service are whole', (context) => {
  const program = needTool(systemd, context)
  const folder = cleanup.folder()
  const names = readdirSync(assets).filter((name) => /\.(service|timer)$/.test(name))
  expect(names).toHaveLength(2)
  for (const name of names)
    writeFileSync(path.join(folder, name), installed(readFileSync(path.join(assets, name), 'utf8')))
  const own = names.map((name) => path.join(folder, name))
  expect(
    complaints(program, own)
      .split('\n')
      .filter((line) => line.includes('activation-desk')),
  ).toEqual([])
})

test('the activation server’s unit is whole, and leaves little open', (context) => {
  const program = needTool(systemd, context)
  const unit = path.join(assets, '../server/activation-server.service')
  const folder = cleanup.folder()
  const own = path.join(folder, 'activation-server.service')
  writeFileSync(
    own,
    installed(readFileSync(unit, 'utf8').replace('/activation-server serve', '/activation-desk serve')),
  )
  expect(
    complaints(program, [own])
      .split('\n')
      .filter((line) => line.includes('activation-')),
  ).toEqual([])
  // Tenths of systemd's own measure, of 100: what lies open is the network, and memory that may be written and run.
  const exposure = (text: string) => {
    writeFileSync(own, text)
    return spawnSync(program, ['security', '--offline=true', '--threshold=20', own], { encoding: 'utf8' })
      .status
  }
  const walls = readFileSync(unit, 'utf8')
  expect(exposure(walls)).toBe(0)
  expect(exposure(walls.replace(/^SystemCallFilter=.*$/m, ''))).not.toBe(0)
})

test('the drop-in lets the product’s service start where it may run', (context) => {
  const program = needTool(systemd, context)
  const folder = cleanup.folder()
  const unit = path.join(folder, 'product.service')
  writeFileSync(unit, `[Service]\nExecStart=${process.execPath}\n`)
  const dropIns = `${unit}.d`
  mkdirSync(dropIns)
  writeFileSync(
    path.join(dropIns, 'may-run.conf'),
    installed(readFileSync(path.join(assets, 'may-run.conf'), 'utf8')),
  )
  const said = complaints(program, [unit]).split('\n')
  expect(said.filter((line) => line.includes('may-run.conf') || line.includes('product.service'))).toEqual([])
  // It does read drop-ins: a word of ours that it does not know is named.
  writeFileSync(path.join(dropIns, 'wrong.conf'), '[Service]\nExecConditions=/bin/true\n')
  expect(complaints(program, [unit])).toContain('ExecConditions')
})
