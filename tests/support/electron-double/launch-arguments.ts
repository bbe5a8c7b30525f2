/** What this process was started with: `run.ts <app folder> [arguments of the app]`, read once. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'

interface PackageJson {
  name: string
  productName?: string
  version: string
  main?: string
}

const [node = '', , folder, ...rest] = process.argv
if (!folder) throw new Error('Usage: node run.ts <folder of the app> [arguments]')

const readPackage = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as PackageJson

export const appDir = resolve(folder)
export const appPackage = readPackage(resolve(appDir, 'package.json'))
export const isPackaged = process.env.DOUBLE_PACKAGED === '1'

/** `--name=value` and `--name` of the command line. */
export const switches = new Map(
  rest.flatMap((argument) => {
    const [, name, value = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? []
    return name === undefined ? [] : [[name, value] as const]
  }),
)

/** Makes this Node process look like Electron's main process to the app. */
export function disguiseProcess(): void {
  const electron = readPackage(createRequire(import.meta.url).resolve('electron/package.json')).version
  const define = (target: object, name: string, value: unknown) =>
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true })
  define(process.versions, 'electron', electron)
  define(process.versions, 'chrome', '150.0.0.0')
  define(process, 'type', 'browser')
  define(process, 'resourcesPath', dirname(appDir))
  define(process, 'defaultApp', isPackaged ? undefined : true)
  process.argv = isPackaged ? [node, ...rest] : [node, appDir, ...rest]
}
