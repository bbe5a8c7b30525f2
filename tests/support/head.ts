// A program whose reader has seen enough after the first line, as with “| head -1”.
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

export interface Headed {
  readonly first: string
  /** What the program, and Node, still had to say on standard error. */
  readonly stderr: string
  readonly status: number | null
}

/** `together`: standard error goes the same way (`2>&1 | head -1`). `bytes`: the reader leaves after these. */
export async function headOf(argv: readonly string[], { together = false, bytes = 0 } = {}): Promise<Headed> {
  const line = `"$@" ${together ? '2>&1' : ''} | head ${bytes === 0 ? '-1' : `-c ${bytes}`}; exit "\${PIPESTATUS[0]}"`
  const child = spawn('bash', ['-c', line, 'bash', process.execPath, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = new Promise<number | null>((resolve, reject) =>
    child.once('exit', resolve).once('error', reject),
  )
  const [first, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { first, stderr, status }
}
