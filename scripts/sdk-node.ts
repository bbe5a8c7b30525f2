// npm run build:sdk: the gate for products that run on Node, one file in sdk/node/dist.
import path from 'node:path'
import { build } from 'vite'
import { nodeBuild } from './build.ts'
import { inWords, readOptions } from './in-words.ts'

const HELP = `npm run build:sdk
  writes sdk/node/dist/gate.js, with which the folder sdk/node can be copied away`

/** `outRoot`: where `gate.js` is written. */
export async function buildNodeSdk(outRoot: string): Promise<void> {
  const entry = {
    entry: 'src-main/hosts/library/main.ts',
    outDir: 'dist',
    file: 'gate.js',
    format: 'es',
  } as const
  const { build: options, ...config } = nodeBuild(entry, outRoot)
  await build({ ...config, build: { ...options, sourcemap: false } })
}

if (import.meta.main) {
  readOptions(HELP, {})
  await inWords(() => buildNodeSdk(path.resolve(import.meta.dirname, '../sdk/node')))
}
