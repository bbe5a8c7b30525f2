// The programs that measure a gate in its own language (sdk/*/test*): what builds each, and how it is started.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { cCompiler, go, javaCompiler, python, type Tool } from '../../tests/support/tools.ts'

const SDK = path.resolve(import.meta.dirname, '../../sdk')

export interface RateProgram {
  readonly language: string
  readonly aim: string
  readonly tool: Tool
  /** The words that start it; `folder`: an empty one. */
  readonly built: (folder: string) => readonly string[]
  /** By a variable where its own command line is its language's. */
  readonly asked?: 'RATE'
}

export const RATE_PROGRAMS: readonly RateProgram[] = [
  {
    language: 'C',
    aim: '≥ 0.6',
    tool: cCompiler,
    built: (folder) => {
      run('make', ['-C', path.join(SDK, 'c'), `BUILD=${folder}`, `${folder}/rate`])
      return [path.join(folder, 'rate')]
    },
  },
  {
    language: 'Go',
    aim: '≥ 0.6',
    tool: go,
    asked: 'RATE',
    built: (folder) => {
      run('go', ['test', '-c', '-o', path.join(folder, 'rate'), '.'], path.join(SDK, 'go'))
      return [path.join(folder, 'rate')]
    },
  },
  {
    language: 'Java',
    aim: '≥ 0.6',
    tool: javaCompiler,
    built: (folder) => {
      const sources = `$(find ${path.join(SDK, 'java/src')} -name '*.java' ! -name module-info.java)`
      run('sh', ['-c', `javac --release 17 -encoding UTF-8 -d '${folder}' ${sources}`])
      return ['java', '-cp', folder, 'activationdesk.gate.Rate']
    },
  },
  {
    language: 'Python',
    aim: '≥ 0.4',
    tool: python,
    built: () => [python.find() ?? '', path.join(SDK, 'python/tests/rate.py')],
  },
]

function run(program: string, args: readonly string[], cwd = SDK): void {
  const env = { ...process.env, GOPROXY: 'off', GOTOOLCHAIN: 'local', CGO_ENABLED: '0' }
  const { status, stderr } = spawnSync(program, args, { cwd, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`)
}
