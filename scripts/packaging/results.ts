// Where a run of `npm run package` works, and how what it made comes to the vendor's folder: nothing goes that is not replaced.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { NotStarted } from '../in-words.ts'

/** A new folder in `output`, which is made where it is not there: of this run alone, and of the same file system. */
export function openWorkFolder(output: string): string {
  try {
    mkdirSync(output, { recursive: true })
    return mkdtempSync(path.join(output, 'packing-'))
  } catch (error) {
    throw new NotStarted(`Nothing can be put into ${output}: ${(error as Error).message}`)
  }
}

/** Throws NotStarted where `made`, an app's folder, would take the place of one in `output` that is no app that was packed. */
export function insistOnPlace(made: string, output: string): void {
  const place = placeOf(made, output)
  if (existsSync(place) && !isPackedApp(place))
    throw new NotStarted(
      `${place} is in the way. It is no app that was packed, so it stays: move it, or name another --output.`,
    )
}

/** What this run made, a file or an app's folder, into `output`, in the place of what is called the same. Its path there. */
export function moveOut(made: string, output: string): string {
  const place = placeOf(made, output)
  if (statSync(made).isDirectory()) {
    insistOnPlace(made, output)
    rmSync(place, { recursive: true, force: true })
  }
  try {
    renameSync(made, place)
  } catch (error) {
    throw new NotStarted(`${path.basename(made)} cannot be put into ${output}: ${(error as Error).message}`)
  }
  return place
}

const placeOf = (made: string, output: string): string => path.join(output, path.basename(made))

/** As electron-builder leaves one: of macOS it is an app in the folder. */
function isPackedApp(folder: string): boolean {
  if (!statSync(folder).isDirectory()) return false
  const apps = readdirSync(folder).filter((name) => name.endsWith('.app'))
  return ['resources', ...apps.map((name) => path.join(name, 'Contents/Resources'))].some((resources) =>
    existsSync(path.join(folder, resources, 'app.asar')),
  )
}
