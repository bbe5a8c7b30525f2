// The operator guide, command by command, on a system with nothing but the C library: install, activate, ask, remove.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { run } from './build.ts'
import type { BuiltDesk } from './built-desk.ts'
import { DATA_DIR, emptyRoot, type EmptyRoot } from './empty-root.ts'

const guide = readFileSync(path.resolve('docs/operator-guide.md'), 'utf8')

/** The lines of the block that begins with this one. */
function block(first: string): string[] {
  const [, text] = guide.split(`\`\`\`sh\n${first}`)
  if (text === undefined) throw new Error(`the guide has no block “${first}”`)
  return `${first}${text.split('```')[0] ?? ''}`.trim().split('\n')
}

export function followsTheGuide(desk: BuiltDesk): void {
  const opened = (skip: (why: string) => unknown): EmptyRoot => {
    const [program = ''] = desk.program
    const root = emptyRoot(desk.cleanup.folder(), program)
    if (root) return root
    skip('needs “unshare -rm” for a root of its own')
    throw new Error('no namespaces')
  }

  test('the guide installs, activates, asks and removes it in an empty root', async (context) => {
    const root = opened((why) => context.skip(why))
    const [program = ''] = desk.program
    /** As it stands in the guide, by the program's path. */
    const typed = (line: string, input = '') => {
      const [name, ...words] = line.split(' ')
      return run([...root.within, `/usr/local/bin/${name}`], words, { input })
    }
    const outside = (lines: readonly string[]) =>
      run([...root.beside, lines.join('\n')], [], {
        cwd: path.dirname(program),
        env: { PATH: '/usr/bin:/bin' },
      })

    expect(await outside(block('sha256sum --check'))).toMatchObject({ status: 0 })
    expect(readdirSync(path.join(root.folder, 'usr/local/bin'))).toEqual(['activation-desk'])

    const license = desk.vendor.sell()
    const [key = '', activate = ''] = block('activation-desk unique-key\n')
    const asked = await typed(key)
    const { uniqueKey = '' } = /(?<uniqueKey>\S+(?:-[0-9A-Z]{5}){6})/.exec(asked.stdout)?.groups ?? {}
    writeFileSync(path.join(root.folder, 'answer.txt'), desk.vendor.answer(license, uniqueKey))
    expect(await typed(activate, `${license.key}\n`)).toMatchObject({ status: 0 })

    const [check = ''] = block('activation-desk check --product')
    expect(await typed(check)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('may run') as string,
    })
    for (const line of block('activation-desk usage set'))
      expect(await typed(line)).toMatchObject({ status: 0 })
    expect((await typed('activation-desk list')).stdout).toContain('Contoso B.V.')
    // Nothing is missing but what a file has not: a list of further files.
    expect(await typed('activation-desk doctor --offline')).toMatchObject({ status: 0 })

    const [remove = '', ...rest] = block('activation-desk deactivate LICENSE\nrm')
    expect(await typed(remove.replace('LICENSE', license.id))).toMatchObject({ status: 0 })
    expect(await typed(check)).toMatchObject({ status: 1 })
    expect(await outside(rest)).toMatchObject({ status: 0 })
    expect(readdirSync(path.join(root.folder, 'usr/local/bin'))).toEqual([])
    expect(readdirSync(path.join(root.folder, path.dirname(DATA_DIR)))).toEqual([])
  })

  test('where the machine’s id is gone, the words say so, and nothing is lost', async (context) => {
    const root = opened((why) => context.skip(why))
    const inRoot = (...args: string[]) => run([...root.within, '/bin/desk'], args)
    const [program = ''] = desk.program
    await run(['/bin/mkdir', path.join(root.folder, 'bin')], [])
    await run(['/bin/cp', program, path.join(root.folder, 'bin/desk')], [])
    const license = desk.vendor.sell()
    const { uniqueKey } = JSON.parse((await inRoot('--json', 'unique-key')).stdout) as { uniqueKey: string }
    writeFileSync(path.join(root.folder, 'answer.txt'), desk.vendor.answer(license, uniqueKey))
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
