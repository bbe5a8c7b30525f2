// The lanes of a suite run beside each other, but what runs a build waits for its end; its last lines name what failed.
import { execFile } from 'node:child_process'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { COUNTS_FILE } from '../../scripts/test/counts.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const suite = path.resolve(import.meta.dirname, '../../scripts/test/suite.ts')

const run = (program: string) =>
  new Promise<string>((resolve) =>
    execFile(process.execPath, ['--input-type=module', '-e', program], (_, out, said) => resolve(out + said)),
  )

test('a stage waits for the one that makes what it runs, in whichever lane that is (issue 9)', async () => {
  const made = JSON.stringify(path.join(cleanup.folder(), 'made'))
  const program = `
    import { runSuite } from ${JSON.stringify(suite)}
    const stage = (name, script, after) => ({ name, command: ['node', '-e', script], after })
    const build = stage('build', 'child_process.spawnSync("node", ["-e", 0]); fs.writeFileSync(${made}, "")')
    const other = stage('other', 'fs.accessSync(${made})', build)
    process.exitCode = await runSuite([[other], [build]])`
  const ended = await run(program)
  expect(ended).toMatch(/── build\n[^]*── other\n[^]*\n2 passed, 0 failed, 0 skipped\n$/)
})

test('the last lines name each test that failed and its words: a log of CI is read from its end', async () => {
  const counts = {
    passed: 1,
    failed: 1,
    failures: [{ name: 'a.test.ts > adds', words: '4 is not 5' }],
    skipped: [],
    times: [],
  }
  const write = `fs.writeFileSync(process.env.${COUNTS_FILE}, ${JSON.stringify(JSON.stringify(counts))})`
  const ended = await run(`
    import { runSuite } from ${JSON.stringify(suite)}
    await runSuite([[{ name: 'tests', counts: true, command: ['node', '-e', ${JSON.stringify(write)}] }]])`)
  expect(ended).toMatch(
    /\nfailed: a\.test\.ts > adds \(4 is not 5\)\nfailed in: tests\n1 passed, 1 failed, 0 skipped\n$/,
  )
})
