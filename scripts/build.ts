// Builds everything that runs: main, preload, page, and the two command lines, each with its dependencies inside.
import { cpSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { build, type InlineConfig } from 'vite'
import { vendorProfile } from '#shared/contract/vendor-profile.ts'
import { rendererBuild } from '../vite.config.ts'

const root = path.resolve(import.meta.dirname, '..')
const external = ['electron', /^node:/, ...builtinModules]

interface NodeBuild {
  readonly entry: string
  readonly outDir: string
  readonly file: string
  readonly format: 'es' | 'cjs'
}

const NODE_BUILDS: readonly NodeBuild[] = [
  { entry: 'src-main/hosts/electron/main.ts', outDir: 'main', file: 'main.js', format: 'es' },
  {
    entry: 'src-main/hosts/electron/preload/preload.ts',
    outDir: 'preload',
    file: 'preload.cjs',
    format: 'cjs',
  },
  { entry: 'src-main/hosts/cli/main.ts', outDir: 'cli', file: 'main.js', format: 'es' },
  { entry: 'src-server/main.ts', outDir: 'server', file: 'activation-server.js', format: 'es' },
]

/** `profile`: compiled in, so that the build trusts this vendor and no other; left out, a checkout's `--vendor` works. */
function nodeBuild(
  { entry, outDir, file, format }: NodeBuild,
  outRoot: string,
  profile?: unknown,
): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: profile === undefined ? {} : { __VENDOR_PROFILE__: JSON.stringify(profile) },
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir: path.join(outRoot, outDir),
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: path.join(root, entry),
        external,
        // The command line loads what a command needs: a gate asks it at every start of the product.
        output: {
          format,
          entryFileNames: file,
          ...(outDir === 'cli' ? { chunkFileNames: '[name].js' } : { codeSplitting: false }),
        },
      },
    },
  }
}

export interface BuildOptions {
  /** A vendor profile to compile in. Refused without keys: such a build could verify nothing. */
  readonly profileFile?: string
  readonly outRoot?: string
}

export async function buildAll({
  profileFile,
  outRoot = path.join(root, 'dist'),
}: BuildOptions = {}): Promise<void> {
  const profile = profileFile === undefined ? undefined : readShippableProfile(profileFile)
  const pageConfig = rendererBuild as InlineConfig
  const page: InlineConfig = {
    ...pageConfig,
    configFile: false,
    logLevel: 'warn',
    build: { ...pageConfig.build, outDir: path.join(outRoot, 'renderer') },
  }
  await Promise.all([
    build(page),
    ...NODE_BUILDS.map((one) =>
      build(nodeBuild(one, outRoot, one.outDir === 'server' ? undefined : profile)),
    ),
  ])
  cpSync(
    path.join(root, 'src-main/hosts/cli/activation-desk.mjs'),
    path.join(outRoot, 'cli/activation-desk.mjs'),
  )
  // The server reads its SQL from files, so that a database administrator can read it too.
  cpSync(path.join(root, 'src-server/store/migrations'), path.join(outRoot, 'server/migrations'), {
    recursive: true,
  })
}

function readShippableProfile(file: string): unknown {
  const profile = vendorProfile.parse(JSON.parse(readFileSync(file, 'utf8')))
  if (profile.keys.length === 0)
    throw new Error(`${file} has no public keys: a build with it could verify nothing`)
  return profile
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { profile: { type: 'string' } } })
  await buildAll(values.profile === undefined ? {} : { profileFile: path.resolve(values.profile) })
}
