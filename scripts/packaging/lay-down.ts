// What is packed: the build with the vendor's profile compiled in, and what lies beside it, as the profile names it.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import packageFile from '../../package.json' with { type: 'json' }
import { buildAll } from '../build.ts'
import { buildOneFiles } from '../sea.ts'
import { nodeRuntime, systemHere } from '../sea/node-binary.ts'
import type { Runtime } from '../shipped/notices.ts'
import { billOfMaterials } from '../shipped/sbom.ts'
import { copyRenamed } from './copy-renamed.ts'
import type { Identity } from './identity.ts'

const root = path.resolve(import.meta.dirname, '../..')

interface Laid {
  readonly profileFile: string
  readonly testBuild: boolean
}

/** `outRoot`: an empty folder, or none. `node`: of the command line as one file, where that goes along. */
export async function layDown(
  outRoot: string,
  whose: Identity,
  { profileFile, testBuild }: Laid,
  node: Runtime | null,
): Promise<void> {
  const packages = await buildAll({ profileFile, outRoot, testBuild, ...(node && { node }) })
  const parts = [...packages, electron(), ...(node ? [node] : [])]
  writeFileSync(
    path.join(outRoot, 'sbom.cdx.json'),
    billOfMaterials({ ...packageFile, name: whose.names.installName }, parts),
  )
  for (const folder of ['service', 'policy'])
    copyRenamed(path.join(root, 'assets', folder), path.join(outRoot, folder), whose)
  const schema = 'managed-settings.schema.json'
  copyRenamed(path.join(root, 'docs/formats', schema), path.join(outRoot, 'policy', schema), whose)
}

/** Of the command line as one file; null: none is made for this system. */
export function runtimeOfOneFile(): Runtime | null {
  const system = systemHere()
  return system === null ? null : nodeRuntime(system)
}

/**
 * A package has the command line as one file, since the system's own Node may be older, or none. Null: none is made for this
 * system.
 */
export async function oneFile({ profileFile, testBuild }: Laid, scratch: string): Promise<string | null> {
  const system = systemHere()
  if (system === null) return null
  const [program = ''] = await buildOneFiles({
    profileFile,
    systems: [system],
    output: scratch,
    testBuild,
    deskAlone: true,
  })
  return program
}

/** The runtime that is packed; its own licenses lie beside it. */
function electron() {
  const file = createRequire(import.meta.url).resolve('electron/package.json')
  const { version, license } = JSON.parse(readFileSync(file, 'utf8')) as { version: string; license: string }
  return { name: 'electron', version, license, integrity: null }
}
