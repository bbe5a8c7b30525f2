/** The folders `app.getPath` names; those of a person's own (documents, downloads…) are moved below userData. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import { switches } from '../launch-arguments.ts'

const ofThePerson = ['desktop', 'documents', 'downloads', 'music', 'pictures', 'videos', 'recent']

export class AppPaths {
  private readonly paths: Record<string, string>

  constructor() {
    const userData = switches.get('user-data-dir') ?? temporaryFolder()
    mkdirSync(userData, { recursive: true })
    this.paths = {
      userData,
      sessionData: userData,
      appData: dirname(userData),
      home: homedir(),
      temp: tmpdir(),
      exe: process.execPath,
      module: process.execPath,
      ...Object.fromEntries(ofThePerson.map((name) => [name, join(userData, name)])),
    }
  }

  get(name: string): string {
    // These two follow userData when the app moves it.
    const derived: Record<string, string> = { logs: 'logs', crashDumps: 'Crashpad' }
    const path = this.paths[name] ?? (derived[name] && join(this.get('userData'), derived[name]))
    if (!path) throw new Error(`Failed to get '${name}' path`)
    return path
  }

  set(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute')
    this.paths[name] = path
  }
}

/** Never the person's own profile: a run without --user-data-dir gets an empty one and leaves nothing. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'electron-double-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
