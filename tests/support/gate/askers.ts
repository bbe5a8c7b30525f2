// The program in each language that asks its gate line by line (ask-program.ts), built from a copy of the library's folder.
import { execFile } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { buildNodeSdk } from '../../../scripts/sdk-node.ts'
import { LINUX_SOURCES } from '#main/adapters/system-id.ts'
import { cCompiler, go, javaCompiler, python, type Tool } from '../tools.ts'
import { AskedProgram } from './ask-program.ts'

type Folder = (name: string) => string

export interface Asker {
  readonly language: string
  /** Null: Node is here. */
  readonly tool: Tool | null
  /** What starts it. `folder`: a new one, open to everybody. */
  readonly build: (folder: Folder) => Promise<() => AskedProgram>
}

const run = promisify(execFile)

function copyOf(library: string, folder: Folder): string {
  const copied = path.join(folder(`source-${library}`), 'a copy, ä')
  cpSync(new URL(`../../../sdk/${library}`, import.meta.url), copied, { recursive: true })
  for (const made of ['build', 'dist']) rmSync(path.join(copied, made), { recursive: true, force: true })
  return copied
}

const WRITES_JSON = { writesJson: true }

const SANITIZED = '-g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all'

export const ASKERS: readonly Asker[] = [
  {
    // With AddressSanitizer and UndefinedBehaviorSanitizer.
    language: 'C',
    tool: cCompiler,
    async build(folder) {
      const place = folder('c')
      const args = [`BUILD=${place}`, 'WARNINGS=-Werror', `CFLAGS=${SANITIZED}`, `${place}/ask_lines`]
      await run('make', ['-C', copyOf('c', folder), ...args])
      return () => new AskedProgram(path.join(place, 'ask_lines'), [], {}, WRITES_JSON)
    },
  },
  {
    language: 'Go',
    tool: go,
    async build(folder) {
      const program = path.join(folder('go'), 'ask-lines')
      const env = { ...process.env, GOPROXY: 'off', GOTOOLCHAIN: 'local', CGO_ENABLED: '0' }
      const cwd = copyOf('go', folder)
      await run(go.find() ?? '', ['test', '-c', '-o', program, '.'], {
        cwd,
        env: { ...env, GOCACHE: folder('go-cache') },
      })
      return () => new AskedProgram(program, [], { ASK_LINES: '1' }, WRITES_JSON)
    },
  },
  {
    language: 'Java',
    tool: javaCompiler,
    async build(folder) {
      const classes = folder('java')
      const sources = "$(find src -name '*.java' ! -name module-info.java)"
      await run('sh', ['-e', '-c', `javac --release 17 -encoding UTF-8 -d '${classes}' ${sources}`], {
        cwd: copyOf('java', folder),
      })
      const args = ['-Xshare:auto', '-XX:TieredStopAtLevel=1', '-cp', classes, 'activationdesk.gate.AskLines']
      return () => new AskedProgram('java', args, { LC_ALL: 'C.UTF-8' }, WRITES_JSON)
    },
  },
  {
    language: 'Python',
    tool: python,
    build(folder) {
      const program = path.join(copyOf('python', folder), 'tests/ask_lines.py')
      return Promise.resolve(() => new AskedProgram(python.find() ?? '', [program]))
    },
  },
  {
    language: 'Node',
    tool: null,
    async build(folder) {
      const copied = copyOf('node', folder)
      await buildNodeSdk(copied)
      // The same, but for where the system's machine id is looked for: below the folder it is in.
      const inFolder = path.join(copied, 'dist/in-folder.js')
      const built = readFileSync(path.join(copied, 'dist/gate.js'), 'utf8')
      const places = ['system/dbus/machine-id', 'system/etc/machine-id']
      writeFileSync(
        inFolder,
        LINUX_SOURCES.reduce((source, place, index) => source.replaceAll(place, places[index] ?? ''), built),
      )
      const program = path.join(copied, 'test/ask-lines.mjs')
      return () => new AskedProgram(process.execPath, [program, inFolder], {}, { givesUpRights: true })
    },
  },
]
