// How large the packages are: all that is ours in them, since Electron's runtime is a stand-in of no size.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { packageApp } from '../package.ts'
import { manyLicenses, profileIn } from './many-licenses.ts'
import { report } from './report.ts'

export async function benchPackages(): Promise<void> {
  if (process.platform !== 'linux') return
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-bench-'))
  try {
    const vendor = path.join(folder, 'vendor')
    mkdirSync(vendor)
    await manyLicenses(vendor, [1])
    const output = path.join(folder, 'release')
    const packed = await packageApp({
      profileFile: profileIn(vendor),
      output,
      standIn: true,
      testBuild: true,
    })
    const [unpacked = '', ...packages] = packed.files
    const floor = sizeOf(unpacked)
    for (const file of packages)
      report({
        name: `package: ${/\.(?:tar\.gz|\w+)$/.exec(file)?.[0] ?? file}`,
        value: sizeOf(file),
        unit: 'kB, without Electron; deb and rpm with the command line as one file',
        against: 'the unpacked app',
        floor,
        aim: 'growth',
      })
    for (const { target, why } of packed.leftOut) process.stderr.write(`Left out: ${target}: ${why}\n`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** kB of a file, or of all in a folder. */
function sizeOf(place: string): number {
  if (!statSync(place).isDirectory()) return statSync(place).size / 1000
  return readdirSync(place).reduce((sum, name) => sum + sizeOf(path.join(place, name)), 0)
}
