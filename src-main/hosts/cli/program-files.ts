// What comes with the command line as files: beside it in a package, in the checkout's build, or inside of the one file.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { getAssetKeys, getRawAsset, isSea } from 'node:sea'
import { pageFilesOf, readPageFiles, type PageFiles } from '#main/adapters/page-files/page-files.ts'

/** Beside the built program, then where the checkout builds it. */
const FOLDERS = ['..', '../../../dist'].map((folder) => path.resolve(import.meta.dirname, folder))
const PAGE = 'renderer/'

/** Null: it was not built. */
export function programPage(): PageFiles | null {
  if (isSea()) {
    const names = getAssetKeys().filter((name) => name.startsWith(PAGE))
    return pageFilesOf(names.map((name) => [name.slice(PAGE.length), new Uint8Array(getRawAsset(name))]))
  }
  return firstOf((folder) => readPageFiles(path.join(folder, PAGE)))
}

/** Of the software of others; null: the program was not built. */
export function programNotices(): string | null {
  const name = 'cli/third-party-notices.txt'
  if (isSea()) return Buffer.from(getRawAsset(name)).toString('utf8')
  return firstOf((folder) => readFileSync(path.join(folder, name), 'utf8'))
}

function firstOf<T>(read: (folder: string) => T): T | null {
  for (const folder of FOLDERS) {
    try {
      return read(folder)
    } catch {
      // it is not there
    }
  }
  return null
}
