// A program and Node as one file: Node's own “single executable applications”.
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'

interface Injecting {
  readonly inject: (
    file: string,
    name: string,
    blob: Buffer,
    options: { readonly sentinelFuse: string },
  ) => Promise<void>
}
const { inject } = createRequire(import.meta.url)('postject') as Injecting

/** Node's own, the same in every release. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'
const MAIN = 'main.cjs'

export interface OneFile {
  /** Path of the Node that it will run on. */
  readonly node: string
  /** Path of a CommonJS script. */
  readonly main: string
  /** Paths by the names that the program asks for. */
  readonly assets: Readonly<Record<string, string>>
  readonly output: string
  /** Node's: nothing else can give it options. */
  readonly options?: readonly string[]
}

/** The same parts give the same file. NODE_OPTIONS is not heard: whoever sets it would be heard by a gate. */
export async function writeOneFile({ node, main, assets, output, options = [] }: OneFile): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-sea-'))
  try {
    const [config, blob] = [path.join(folder, 'sea.json'), path.join(folder, 'sea.blob')]
    const names = Object.keys(assets).toSorted()
    // Its name is written into the blob, and the folder that it is built in is nobody's business.
    cpSync(main, path.join(folder, MAIN))
    writeFileSync(
      config,
      JSON.stringify({
        main: MAIN,
        output: blob,
        disableExperimentalSEAWarning: true,
        execArgvExtension: 'none',
        ...(options.length > 0 ? { execArgv: options } : {}),
        assets: Object.fromEntries(names.map((name) => [name, assets[name]])),
      }),
    )
    execFileSync(process.execPath, ['--experimental-sea-config', config], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    cpSync(node, output)
    chmodSync(output, 0o755)
    await quietly(() => inject(output, 'NODE_SEA_BLOB', readFileSync(blob), { sentinelFuse: FUSE }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** It writes of sections that it does not know, on every build. */
async function quietly(work: () => Promise<void>): Promise<void> {
  const { log, warn } = console
  console.log = console.warn = () => undefined
  try {
    await work()
  } finally {
    Object.assign(console, { log, warn })
  }
}
