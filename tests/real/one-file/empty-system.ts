// The one file on a system with nothing but the C library (docs/operator-guide.md#install-on-linux): activate, ask, give back.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { run } from './build.ts'
import type { BuiltDesk } from './built-desk.ts'
import { emptyRoot, type EmptyRoot } from './empty-root.ts'

export function holdsOnAnEmptySystem(desk: BuiltDesk): void {
  const opened = (skip: (why: string) => unknown): EmptyRoot => {
    const [program = ''] = desk.program
    const root = emptyRoot(desk.cleanup.folder(), program)
    if (root) return root
    skip('needs “unshare -rm” for a root of its own')
    throw new Error('no namespaces')
  }

  test('it activates, asks, looks at itself and gives back, where there is nothing else at all', async (context) => {
    const root = opened((why) => context.skip(why))
    const [program = ''] = desk.program
    copyFileSync(program, path.join(root.folder, 'usr/local/bin/activation-desk'))
    const typed = (words: readonly string[], input = '') =>
      run([...root.within, '/usr/local/bin/activation-desk'], words, { input })
    const check = ['check', '--product', desk.product]

    const license = await desk.vendor.sell()
    const { stdout: uniqueKey } = await typed(['unique-key'])
    writeFileSync(path.join(root.folder, 'answer.txt'), await desk.vendor.answer(license, uniqueKey.trim()))
    expect(await typed(['activate', '--offline-key', '/answer.txt'], `${license.key}\n`)).toMatchObject({
      status: 0,
    })
    expect(await typed(check)).toMatchObject({ status: 0 })
    expect((await typed(['list'])).stdout).toContain('Contoso B.V.')
    // Nothing is missing but what a file has not: a list of further files.
    expect(await typed(['doctor', '--offline'])).toMatchObject({ status: 0 })
    expect(await typed(['deactivate', license.id])).toMatchObject({ status: 0 })
    expect(await typed(check)).toMatchObject({ status: 1 })
  })

  test('where the machine’s id is gone, the words say so, and nothing is lost', async (context) => {
    const root = opened((why) => context.skip(why))
    const inRoot = (...args: string[]) => run([...root.within, '/bin/desk'], args)
    const [program = ''] = desk.program
    await run(['/bin/mkdir', path.join(root.folder, 'bin')], [])
    await run(['/bin/cp', program, path.join(root.folder, 'bin/desk')], [])
    const license = await desk.vendor.sell()
    const { uniqueKey } = JSON.parse((await inRoot('--json', 'unique-key')).stdout) as { uniqueKey: string }
    writeFileSync(path.join(root.folder, 'answer.txt'), await desk.vendor.answer(license, uniqueKey))
    expect(await inRoot('activate', license.key, '--offline-key', '/answer.txt')).toMatchObject({ status: 0 })
    const idFile = path.join(root.folder, 'etc/machine-id')
    const id = readFileSync(idFile)
    writeFileSync(idFile, '')
    const asked = await inRoot('check', '--product', desk.product)
    expect(asked).toMatchObject({ status: 2, stderr: expect.stringContaining('machine') as string })
    expect((await inRoot('unique-key')).status).toBe(4)
    writeFileSync(idFile, id)
    expect(await inRoot('check', '--product', desk.product)).toMatchObject({ status: 0 })
  })
}
