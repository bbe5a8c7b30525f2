// What lies where a person says that a file is, without opening it.
import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { insteadOfFile, readAtMostWithoutWaiting } from '#shared/files/given-file.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test(
  'a folder, a device, a pipe and a socket, behind a link too',
  onPosix('Windows has others'),
  async () => {
    const folder = cleanup.folder()
    const at = (name: string) => path.join(folder, name)
    writeFileSync(at('file'), '')
    execFileSync('mkfifo', [at('pipe')])
    symlinkSync('pipe', at('link'))
    symlinkSync('loop', at('loop'))
    const server = createServer().listen(at('socket'))
    await once(server, 'listening')
    cleanup.add(() => void server.close())
    const found = ['file', 'missing', 'loop', '', 'pipe', 'link', 'socket'].map((name) =>
      insteadOfFile(at(name)),
    )
    expect(found).toEqual([null, null, null, 'folder', 'pipe', 'pipe', 'socket'])
    expect(insteadOfFile('/dev/null')).toBe('device')
    for (const name of ['', 'pipe', 'link', 'socket'])
      expect(() => readAtMostWithoutWaiting(at(name), 9)).toThrow(
        expect.objectContaining({ is: insteadOfFile(at(name)) }),
      )
    expect(() => readAtMostWithoutWaiting(at('loop'), 9)).toThrow('ELOOP')
    expect(readAtMostWithoutWaiting(at('file'), 9)).toHaveLength(0)
  },
)
