// A license to ask the gate about while it is built: of a vendor that is made for it and forgotten.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const dist = path.resolve(import.meta.dirname, '../../dist')
/** Of the checkout's own catalogue. */
const PRODUCT = 'virtualization'
const MACHINE = '0123456789abcdef0123456789abcdef'

/** By the checkout's own build. A data folder with one license, and the question of its gate: the answer is “may run”. */
export function sampleQuestion(folder: string): { profileFile: string; question: readonly string[] } {
  const [vendorDir, deskDir] = [path.join(folder, 'vendor'), path.join(folder, 'desk')]
  const [profileFile, keyFile] = [path.join(folder, 'vendor.json'), path.join(folder, 'key.lic')]
  const run = (program: string, args: readonly string[]): string =>
    execFileSync(process.execPath, [path.join(dist, program), ...args], { encoding: 'utf8', stdio: 'pipe' })
  const server = (...args: string[]) =>
    run('server/activation-server.mjs', ['--data-dir', vendorDir, ...args])
  const desk = (...args: string[]) =>
    run('cli/activation-desk.mjs', ['--vendor', profileFile, '--data-dir', deskDir, ...args])
  server('init')
  writeFileSync(profileFile, server('profile'))
  mkdirSync(deskDir)
  writeFileSync(path.join(deskDir, 'machine-id'), `${MACHINE}\n`)
  const terms = ['--owner', 'Sample', '--product', PRODUCT, '--expires', 'never']
  const { uniqueKey } = JSON.parse(desk('--json', 'unique-key')) as { uniqueKey: string }
  const { code } = JSON.parse(server('--json', 'license', 'create', ...terms)) as { code: string }
  writeFileSync(keyFile, server('answer', '--code', code, '--unique-key', uniqueKey))
  desk('activate', code, '--offline-key', keyFile)
  return { profileFile, question: ['--data-dir', deskDir, 'check', '--product', PRODUCT] }
}
