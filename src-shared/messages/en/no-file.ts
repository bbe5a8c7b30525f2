// English words for what lies where a person says that a file is.
import type { NoFile } from '../../contract/system.ts'

export const noFile = (place: string, is: NoFile): string => `${place} is a ${is}, and no file`

/** Where `-` reads standard input. */
export const noFileButInput = (place: string, is: NoFile): string =>
  is === 'pipe' ? `${noFile(place, is)}: give - and pipe it in` : noFile(place, is)
