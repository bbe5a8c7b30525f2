/**
 * Unit tests never load Electron (its npm package would start a download): with `--import` of this file, every
 * use of Electron throws, naming the member.
 */
import { redirectElectron, standIn } from './electron-import.ts'
import { refusing } from './refusing.ts'

const complain = (member: string) =>
  `electron.${member} was used, and unit tests run without Electron: pass it in through a port.`

export const electron = standIn((name) => refusing(name, complain))

redirectElectron(import.meta.url)
