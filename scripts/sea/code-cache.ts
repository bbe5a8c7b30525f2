// What V8 compiled of the gate, made when it is built: the gate's code is then not compiled at every start of a product.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sampleQuestion } from './sample.ts'

/**
 * With these the same code gives the same cache. They are of the build alone: a program with them could be flooded. Nor are
 * functions optimized meanwhile: beside their bytecode stands how far that came, which is another on a busy machine.
 */
const SAME_EACH_TIME = ['--hash-seed=1', '--random-seed=1', '--no-opt', '--no-maglev', '--no-sparkplug']
/** Where a cache says with which flags it was made, and how many bytes that takes (V8's SerializedCodeData: magic number, version, source, flags). */
const FLAGS_AT = 12
const FLAGS_BYTES = 4

/**
 * `node`: the very one that will take it, which runs here. The cache is made with flags of its own, and then says of itself
 * that it was made without: V8 hashes what it takes out of a cache anew, since each process has a seed of its own.
 */
export function compileGate(node: string, gateFile: string): Buffer {
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-sea-'))
  try {
    const { profileFile, question } = sampleQuestion(folder)
    const compiled = (flags: readonly string[]) => {
      const cacheFile = path.join(folder, 'gate.cache')
      const script = path.join(import.meta.dirname, 'compile-gate.cjs')
      execFileSync(node, [...flags, script, gateFile, cacheFile, profileFile, ...question], {
        env: {},
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      return readFileSync(cacheFile)
    }
    const cache = compiled(SAME_EACH_TIME)
    compiled([]).copy(cache, FLAGS_AT, FLAGS_AT, FLAGS_AT + FLAGS_BYTES)
    return cache
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
