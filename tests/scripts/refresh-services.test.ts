// The timers of a package (assets/service) ask again within the hour where there was no way to the server, and nowhere else.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { DOMParser } from '@xmldom/xmldom'
import { describe, expect, test } from 'vitest'
import { ERRORS, errorsOf, type ErrorCode } from '#shared/contract/errors.ts'

const read = (name: string) => readFileSync(path.resolve('assets/service', name), 'utf8')
const service = read('activation-desk-refresh.service')
const task = read('activation-desk-refresh.xml').replace(/<!--.*?-->/s, '')

const inService = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(service)?.[1] ?? ''
const inTask = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(task)?.[1]?.trim() ?? ''
/** As the task's command is after XML is read. */
const script = inTask('Arguments').replaceAll('&amp;', '&')

/** Whether it is started again after so many seconds; null: not at all. */
const again: Readonly<Record<string, (status: number) => number | null>> = {
  systemd(status) {
    const prevented = inService('RestartPreventExitStatus').split(' ').map(Number)
    if (inService('Restart') !== 'on-failure' || status === 0 || prevented.includes(status)) return null
    return inService('RestartSec') === '1h' ? 3600 : NaN
  },
  'the Task Scheduler'(status) {
    const goesOn = Number(/if \(\$LASTEXITCODE -ne (\d+)\) \{ break \}/.exec(script)?.[1])
    if (status !== goesOn) return null
    return Number(/if \(\$try -gt 0\) \{ Start-Sleep -Seconds (\d+) \}/.exec(script)?.[1])
  },
}

describe.each(Object.keys(again))('%s', (name) => {
  test.each([
    [0, null],
    [1, null],
    [2, null],
    [3, 3600],
    [4, null],
  ])('after exit status %i begins again after: %s', (status, seconds) => {
    expect(again[name]?.(status)).toBe(seconds)
  })
})

test('3 is the exit status of every way that the server can be away, but for a clock or a setting to mend here', () => {
  const mend: readonly ErrorCode[] = errorsOf('way')
  const away = errorsOf('server_away').filter((code) => !mend.includes(code) && code !== 'cancelled')
  expect(new Set(away.filter((code) => code !== 'clock_off').map((code) => ERRORS[code].exit))).toEqual(
    new Set([3]),
  )
})

test('the task has the time that its attempts take, and says at its end how the last one ended', () => {
  const [, last] = /foreach \(\$try in 0\.\.(\d+)\)/.exec(script) ?? []
  const hours = Number(/^PT(\d+)H$/.exec(inTask('ExecutionTimeLimit'))?.[1])
  expect(Number(last)).toBeGreaterThan(0)
  expect(hours).toBeGreaterThan(Number(last))
  expect(hours).toBeLessThan(24)
  expect(script).toMatch(/& '[^']+\\activation-desk\.cmd' refresh; .*; exit \$LASTEXITCODE"$/)
})

test('the task is begun again where it could not be started', () => {
  const restart = inTask('RestartOnFailure')
  expect(restart).toContain('<Interval>PT1H</Interval>')
  expect(restart).toContain('<Count>12</Count>')
})

test('the task is in letters that schtasks takes without being told an encoding: told UTF-8 it refuses', () => {
  const text = read('activation-desk-refresh.xml')
  expect(text.split('\n')[0]).toBe('<?xml version="1.0"?>')
  expect(text).toMatch(/^[\n\x20-\x7E]*$/)
  const [line] = text.match(/schtasks .*/) ?? []
  expect(readFileSync(path.resolve('docs/operator-guide.md'), 'utf8')).toContain(line)
})

test('every bracket and quote of the task is closed, and no sign of XML stands bare', () => {
  expect(inTask('Arguments')).not.toMatch(/&(?!amp;|lt;|gt;|quot;)|[<>]/)
  for (const [open, close] of ['{}', '()'] as const)
    expect(script.split(open as string)).toHaveLength(script.split(close as string).length)
  expect(script.match(/"/g)).toHaveLength(2)
  expect(script.match(/'/g)).toHaveLength(2)
})

test('the job of launchd is a whole property list that starts the refresh', () => {
  const refuse = (level: string, message: string) => {
    throw new Error(`${level}: ${message}`)
  }
  const list = new DOMParser({ onError: refuse }).parseFromString(
    read('activation-desk-refresh.plist'),
    'text/xml',
  )
  const strings = Array.from(list.getElementsByTagName('string'), ({ textContent }) => textContent)
  expect(strings).toEqual(expect.arrayContaining(['/usr/local/bin/activation-desk', 'refresh']))
})
