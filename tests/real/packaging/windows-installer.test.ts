// What the installer for Windows does besides laying the app down, run under Wine: PATH, the data folder, the daily task, an
// upgrade, a removal. electron-builder's own part of it needs programs that Debian has not, and is left out; Windows itself was
// never asked.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityOf } from '../../../scripts/packaging/identity.ts'
import { copyRenamed } from '../../../scripts/packaging/copy-renamed.ts'
import { addCommand, windowsFiles } from '../../../scripts/packaging/windows/windows-files.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { makensis, needTool, wine } from '#tests/support/tools.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())
const home = cleanup.folder()
const OTHER = 'contoso-licensing'
/** Milliseconds: Wine makes its folder. */
const STARTING = 300_000

/** Where each is: the other in a place of its own, with letters that XML and PowerShell take for theirs. */
const FOLDERS: Readonly<Record<string, string>> = {
  'Activation Desk': String.raw`Program Files\Activation Desk`,
  'Contoso Licensing': String.raw`Bob's & Co\Contoso Licensing`,
}

/** As electron-builder has it: the uninstaller is written by a program that is compiled for that alone. */
const script = (include: string, app: string, appName: string) => `
Unicode true
Target amd64-unicode
Name "${appName}"
SilentInstall silent
SilentUnInstall silent
RequestExecutionLevel admin
InstallDir "C:\\${FOLDERS[appName]}"
!include LogicLib.nsh
!include FileFunc.nsh
!macro _isUpdated _a _b _t _f
  \${GetParameters} $R9
  ClearErrors
  \${GetOptions} $R9 "--updated" $R9
  IfErrors \`\${_f}\` \`\${_t}\`
!macroend
!define isUpdated \`"" isUpdated ""\`
!include "${include}"
!ifdef BUILD_UNINSTALLER
OutFile "${home}/${appName} remover.exe"
Section
  CreateDirectory $INSTDIR
  WriteUninstaller "$INSTDIR\\remove.exe"
SectionEnd
Section "un.all"
  !insertmacro customUnInstall
  RMDir /r $INSTDIR
SectionEnd
!else
OutFile "${home}/${appName} layer.exe"
Section
  SetOutPath $INSTDIR
  File /r "${app}/*.*"
  !insertmacro customInstall
SectionEnd
!endif
`

const env = { ...process.env, WINEPREFIX: path.join(home, 'wine'), WINEDEBUG: '-all', DISPLAY: '' }
const inWine = (...words: string[]) => {
  const { status, stdout } = spawnSync(wine.find() ?? '', words, { env, encoding: 'utf8' })
  return { status, stdout }
}
const drive = (...names: string[]) => path.join(home, 'wine/drive_c', ...names)

beforeAll(() => {
  const compiler = makensis.find()
  if (compiler === null || wine.find() === null) return
  for (const installName of [undefined, OTHER]) {
    const whose = identityOf({ ...loadProfile(), ...(installName && { installName }) })
    const { appName } = whose.names
    const outRoot = cleanup.folder()
    const app = cleanup.folder()
    const program = path.join(outRoot, 'program')
    writeFileSync(program, 'the command line')
    addCommand(app, program, whose)
    copyRenamed(path.resolve('assets/service'), path.join(app, 'resources/service'), whose)
    const { nsis } = windowsFiles(whose, outRoot)
    const file = path.join(outRoot, 'installer.nsi')
    writeFileSync(file, script(String(nsis?.include), app, appName))
    // As electron-builder calls it: a warning is a fault.
    for (const more of [[], ['-DBUILD_UNINSTALLER']])
      expect(spawnSync(compiler, ['-WX', '-V2', ...more, file], { encoding: 'utf8' })).toMatchObject({
        stdout: '',
        status: 0,
      })
  }
  inWine('wineboot', '-i')
  cleanup.add(() => void inWine('wineserver', '-k'))
}, STARTING)

const placeOf = (appName: string) => drive((FOLDERS[appName] ?? '').replaceAll('\\', '/'))
const layDown = (appName: string) => {
  inWine(`${home}/${appName} remover.exe`)
  expect(inWine(`${home}/${appName} layer.exe`).status).toBe(0)
}
/** It goes on as a copy of itself, and the first one ends. */
async function remove(appName: string, ...words: string[]): Promise<void> {
  const folder = placeOf(appName)
  inWine(`C:\\${FOLDERS[appName]}\\remove.exe`, '/S', ...words)
  await expect.poll(() => existsSync(folder), { timeout: 30_000 }).toBe(false)
}
const PATH_KEY = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment`
const pathHere = () =>
  / {4}Path {4}(REG_\w+) {4}(.*?)\r?\n/.exec(inWine('reg', 'query', PATH_KEY, '/v', 'Path').stdout)?.slice(1)
const hasTask = (appName: string) => existsSync(drive('windows/system32/tasks', appName, 'Refresh'))
/** What the Task Scheduler was given; Wine’s own keeps less of it. */
const given = (appName: string) => readFileSync(path.join(placeOf(appName), 'bin/refresh.xml'), 'utf16le')

test(
  'the installer for Windows: command, data folder, task; an upgrade and a removal keep licenses (issue 16)',
  { timeout: STARTING },
  async (context) => {
    for (const tool of [makensis, wine]) needTool(tool, context)
    const before = pathHere()
    expect(before?.[0]).toBe('REG_EXPAND_SZ')
    const own = String.raw`C:\Program Files\Activation Desk\bin`
    const license = drive('ProgramData/Activation Desk/license')

    layDown('Activation Desk')
    expect(pathHere()).toEqual([before?.[0], `${before?.[1]};${own}`])
    expect(existsSync(drive('Program Files/Activation Desk/bin/activation-desk.exe'))).toBe(true)
    // But for the place of the program it is the package's own, in UTF-16, as its mark says.
    const packed = readFileSync(path.resolve('assets/service/activation-desk-refresh.xml'), 'utf8')
    const [from, to] = [String.raw`resources\cli\activation-desk.cmd`, String.raw`bin\activation-desk.exe`]
    expect(given('Activation Desk')).toBe(`\uFEFF${packed.replace(from, to)}`)
    expect(hasTask('Activation Desk')).toBe(true)
    writeFileSync(license, 'key')

    // The old uninstaller of an upgrade; what was switched off meanwhile stays so.
    inWine('schtasks', '/Delete', '/TN', String.raw`Activation Desk\Refresh`, '/F')
    await remove('Activation Desk', '--updated')
    expect(pathHere()?.[1]).toContain(own)
    layDown('Activation Desk')
    expect(pathHere()).toEqual([before?.[0], `${before?.[1]};${own}`])
    expect(hasTask('Activation Desk')).toBe(false)
    expect(readFileSync(license, 'utf8')).toBe('key')

    // Another vendor's beside it.
    layDown('Contoso Licensing')
    expect(given('Contoso Licensing')).toContain(
      String.raw`&amp; 'C:\Bob''s &amp; Co\Contoso Licensing\bin\contoso-licensing.exe' refresh;`,
    )
    expect(existsSync(drive('ProgramData/Contoso Licensing'))).toBe(true)

    await remove('Activation Desk')
    expect(pathHere()?.[1]).toBe(String.raw`${before?.[1]};C:\Bob's & Co\Contoso Licensing\bin`)
    expect(readFileSync(license, 'utf8')).toBe('key')
    expect(hasTask('Contoso Licensing')).toBe(true)
    expect(inWine('reg', 'query', String.raw`HKLM\Software\Activation Desk`).status).toBe(1)

    // After a removal it is a first installation again.
    layDown('Activation Desk')
    expect(hasTask('Activation Desk')).toBe(true)

    await remove('Contoso Licensing', '--delete-licenses')
    expect(hasTask('Contoso Licensing')).toBe(false)
    expect(existsSync(drive('ProgramData/Contoso Licensing'))).toBe(false)
    expect(readFileSync(license, 'utf8')).toBe('key')
  },
)

test(
  'a PATH that is longer than the installer can hold is left alone (issue 16)',
  { timeout: STARTING },
  (context) => {
    for (const tool of [makensis, wine]) needTool(tool, context)
    const long = Array.from({ length: 60 }, (_, at) => `C:\\a long folder ${at}`).join(';')
    inWine('reg', 'add', PATH_KEY, '/v', 'Path', '/t', 'REG_EXPAND_SZ', '/d', long, '/f')
    layDown('Contoso Licensing')
    expect(pathHere()).toEqual(['REG_EXPAND_SZ', long])
  },
)

test('the data folder’s rights are those that the app gives, and what the task needs (issue 16)', async () => {
  const { rightsCommand } = await import('#main/adapters/file-store/windows-rights.ts')
  const { nsis } = windowsFiles(identityOf(loadProfile()), cleanup.folder())
  const [, given = ''] =
    /icacls\.exe" "[^"]+" (.*) \/q'/.exec(readFileSync(String(nsis?.include), 'utf8')) ?? []
  const { args } = rightsCommand('folder', String.raw`C:\Windows`)
  expect(given.split(' ')).toEqual([...args.slice(1, -1), '*S-1-5-19:(OI)(CI)M'])
})
