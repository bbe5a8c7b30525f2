// What Windows is told about the data folder. It has not been run on Windows: this is the command, word by word.
import { describe, expect, test } from 'vitest'
import { giveWindowsRights, rightsCommand, type Command } from '#main/adapters/file-store/windows-rights.ts'
import { windowsFolder } from '#main/adapters/windows-folder.ts'

describe('the rights of a data folder on Windows (issue 10.11)', () => {
  test.each([
    [String.raw`C:\ProgramData\Activation Desk`, String.raw`C:\Windows`],
    [String.raw`D:\licenses & more`, String.raw`E:\WinNT`],
  ])('of %s are set by the icacls of %s, and inherit nothing', (folder, windows) => {
    expect(rightsCommand(folder, windows)).toEqual({
      program: String.raw`${windows}\System32\icacls.exe`,
      args: [
        folder,
        '/inheritance:r',
        '/grant:r',
        '*S-1-5-18:(OI)(CI)F',
        '*S-1-5-32-544:(OI)(CI)F',
        '*S-1-5-32-545:(OI)(CI)RX',
        '*S-1-3-4:(OI)(CI)F',
        '/q',
      ],
    })
  })

  test('name no group of an everyday language, and give nobody but owners more than reading', () => {
    const granted = rightsCommand('x', 'y').args.filter((word) => word.includes(':('))
    const full = granted.filter((word) => !word.endsWith(')RX')).map((word) => word.split(':')[0])
    expect(granted.every((word) => /^\*S-1-[\d-]+:\(OI\)\(CI\)(F|RX)$/.test(word))).toBe(true)
    expect(full).toEqual(['*S-1-5-18', '*S-1-5-32-544', '*S-1-3-4'])
  })

  test.each([1, 5, null])('that could not be set (%s) are a failure', (status) => {
    const commands: Command[] = []
    const run = (command: Command) => {
      commands.push(command)
      return status
    }
    expect(() => giveWindowsRights('x', run)).toThrow('rights_not_set')
    expect(commands).toHaveLength(1)
  })

  test('that were set are none', () => {
    expect(() => giveWindowsRights('x', () => 0)).not.toThrow()
  })

  test('are set by a program that PATH and a false SystemRoot do not choose', () => {
    expect(windowsFolder(() => true, String.raw`C:\Users\eve`)).toBe(String.raw`C:\Windows`)
    expect(windowsFolder(() => false, String.raw`E:\WinNT`)).toBe(String.raw`E:\WinNT`)
  })
})
