// What a package does with the data folder that it finds: nothing, whatever it is, until somebody says otherwise by name (issue 16).
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, type TestContext } from 'vitest'
import { runsWhere } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { Machine } from '../guides/machine.ts'

const folder = path.resolve(import.meta.dirname, '../../../scripts/packaging/linux')
const script = (name: string) => readFileSync(path.join(folder, name), 'utf8')
const FOLDER = '/var/lib/activation-desk'

async function machine(context: TestContext): Promise<Machine> {
  const cleanup = new Cleanup()
  context.onTestFinished(() => cleanup.run())
  const desk = await Machine.start(cleanup)
  await desk.write('/root/postinst', script('after-install.sh'))
  await desk.write('/root/postrm', script('after-remove.sh'))
  return desk
}

const hindrance = Machine.hindrance()
describe('a package that is installed', runsWhere(hindrance === null, hindrance ?? ''), () => {
  test.for(['configure ""', '1'])('as %s makes the folder with its rights', async (words, context) => {
    const desk = await machine(context)
    await desk.does(`bash /root/postinst ${words}`)
    expect(await desk.does(`stat --format '%F %U:%G %a' ${FOLDER}`)).toBe(
      'directory root:activation-desk 2770\n',
    )
  })

  test.for(['configure ""', '1'])(
    'as %s leaves a link to a place that is not mounted, and says so',
    async (words, context) => {
      const desk = await machine(context)
      await desk.does(`ln -s /mnt/away/licenses ${FOLDER}`)
      const { status, stderr } = await desk.shell(`bash /root/postinst ${words}`)
      expect([status, stderr]).toEqual([
        0,
        expect.stringContaining(`${FOLDER} leads to /mnt/away/licenses, which is not there now`),
      ])
      expect(await desk.does(`readlink ${FOLDER}; getent group activation-desk | cut -d: -f1`)).toBe(
        '/mnt/away/licenses\nactivation-desk\n',
      )
    },
  )

  test('leaves a link to a folder, and the rights of that, without a word', async (context) => {
    const desk = await machine(context)
    await desk.does(`mkdir -m 700 /opt/licenses && ln -s /opt/licenses ${FOLDER}`)
    const { status, stderr } = await desk.shell('bash /root/postinst configure ""')
    expect([status, stderr]).not.toContain('leads to')
    expect(await desk.does(`readlink ${FOLDER}; stat --format '%U:%G %a' /opt/licenses`)).toBe(
      '/opt/licenses\nroot:root 700\n',
    )
  })
})

describe('a package that is removed', runsWhere(hindrance === null, hindrance ?? ''), () => {
  test.for(['remove', 'purge', '0'])(
    'as %s deletes licenses where that is said by name, and says so of those behind a link',
    async (words, context) => {
      const desk = await machine(context)
      await desk.does(
        `bash /root/postinst configure "" && touch ${FOLDER}/one && bash /root/postrm ${words} && ls ${FOLDER}/one`,
      )
      const remove = () => desk.shell(`ACTIVATION_DESK_DELETE_LICENSES=yes bash /root/postrm ${words}`)
      expect((await remove()).stderr).not.toContain(FOLDER)
      expect((await desk.shell(`test -e ${FOLDER}`)).status).toBe(1)

      await desk.does(`mkdir /opt/licenses && touch /opt/licenses/one && ln -s /opt/licenses ${FOLDER}`)
      expect((await remove()).stderr).toContain(`${FOLDER} is a link: licenses in /opt/licenses stay`)
      expect(await desk.does(`test ! -L ${FOLDER} && ls /opt/licenses`)).toBe('one\n')
    },
  )
})
