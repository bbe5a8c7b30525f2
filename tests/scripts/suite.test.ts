// The lanes of a suite run beside each other, but what runs a build waits for its end.
import { execFile } from 'node:child_process'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const suite = path.resolve(import.meta.dirname, '../../scripts/test/suite.ts')

test('a stage waits for the one that makes what it runs, in whichever lane that is (issue 9)', async () => {
  const made = JSON.stringify(path.join(cleanup.folder(), 'made'))
  const program = `
    import { runSuite } from ${JSON.stringify(suite)}
    const stage = (name, script, after) => ({ name, command: ['node', '-e', script], after })
    const build = stage('build', 'child_process.spawnSync("node", ["-e", 0]); fs.writeFileSync(${made}, "")')
    const other = stage('other', 'fs.accessSync(${made})', build)
    process.exitCode = await runSuite([[other], [build]])`
  const ended = await new Promise<string>((resolve) =>
    execFile(process.execPath, ['--input-type=module', '-e', program], (_, out, said) => resolve(out + said)),
  )
  expect(ended).toMatch(/── build\n[^]*── other\n[^]*\n2 passed, 0 failed, 0 skipped\n$/)
})
