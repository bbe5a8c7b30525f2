// The window that adds a license fits into 800×600 whatever it says: nothing needs scrolling (issue 13.1).
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { Inspection } from '#shared/contract/inspection.ts'
import { contract } from '#shared/contract/contract.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import vectors from '../../vectors/typed-key-v1.json' with { type: 'json' }
import { longFailure } from '../../support/long-parameters.ts'
import { openState } from '../gallery/open-state.ts'
import { everyStatus, gatheredHost } from '../gallery/samples.ts'
import { addStates } from '../gallery/states/add.ts'
import { code, dialog, drop, key, offline, openWindow, submit } from '../support/add-window.ts'
import { FakeHost, identity, uninspected } from '../support/fake-host.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { openPage, paste } from '../support/open-page.ts'
import { licenseCode, localKey, mistypedCode } from '../support/samples.ts'

const { add, licensing } = words.page
const ROWS: readonly string[] = vectors.read.rows

/** Pixels below the edge of the window; a scroll bar would show them. */
function below(): number {
  const window = document.querySelector('[role=dialog]:has(form)')
  return window ? window.scrollHeight - window.clientHeight : Number.NaN
}

async function expectNoScrolling(what = ''): Promise<void> {
  await vi.dynamicImportSettled()
  await expect.poll(below, { message: what, timeout: 3000 }).toBe(0)
}

let host: FakeHost
beforeEach(async () => {
  await takeLook(SMALLEST)
  host = new FakeHost()
})

test.each(addStates.filter(({ name }) => name !== 'added').map((state) => [state.name, state] as const))(
  '%s',
  async (_, state) => {
    const screen = await openState(state)
    await expectNoScrolling()
    await screen.unmount()
  },
)

describe('offline', () => {
  const advised = (advice: 'id_often_shared' | 'id_file_often_shared') =>
    host.answer('machine.uniqueKey', () => ({
      ok: true,
      value: { ...identity, source: 'file', from: '/var/lib/activation-desk/machine-id', advice: [advice] },
    }))

  async function open(): Promise<void> {
    await openWindow(host)
    await offline.click()
    await expect.element(key).toBeInTheDocument()
  }

  test.each(['id_often_shared', 'id_file_often_shared'] as const)('%s', async (advice) => {
    advised(advice)
    await open()
    await expect.element(dialog.getByText(/^Many machines have /)).toBeInTheDocument()
    await expectNoScrolling('advised')
    await submit.click()
    await expectNoScrolling('no code')
    await code.fill(licenseCode)
    await submit.click()
    await expectNoScrolling('no key')
  })

  test('an id from a file', async () => {
    host.answer('machine.uniqueKey', () => ({
      ok: true,
      value: { ...identity, source: 'file', from: '/var/lib/activation-desk/machine-id', advice: [] },
    }))
    await open()
    await expectNoScrolling()
  })

  test('a code with a typing error, and no key', async () => {
    await open()
    await code.fill(mistypedCode)
    await submit.click()
    await expectNoScrolling('code')
    await code.fill(licenseCode)
    await submit.click()
    await expect.element(key).toHaveFocus()
    await expectNoScrolling('key')
  })

  test('a file that is no key', async () => {
    await open()
    drop(new File([new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31])], 'answer.pdf'))
    await expect.element(dialog.getByText(/PDF/).first()).toBeInTheDocument()
    await expectNoScrolling()
  })

  test('the program has stopped', async () => {
    await open()
    host.status = 'down'
    await expect.element(dialog.getByText(words.page.shell.hostStopped.what)).toBeInTheDocument()
    await expectNoScrolling()
  })

  test('rows: each of them wrong, and none of them full', async () => {
    await open()
    await dialog.getByRole('radio', { name: add.keyForms.rows }).click()
    const row = (number: number) => dialog.getByRole('textbox', { name: `Row ${number}`, exact: true })
    await row(1).fill(ROWS[0] ?? '')
    for (const number of [2, 3, 4]) await row(number).fill(ROWS[0] ?? '')
    await expectNoScrolling('wrong')
    await submit.click()
    await expectNoScrolling('sent')
  })

  test('for a license: a new key, and another machine’s', async () => {
    const [ended] = everyStatus.filter(({ status, end }) => status === 'expired' && end?.of === 'local_key')
    host = gatheredHost(ended ? [ended] : [])
    await openPage(host)
    await page.getByRole('button', { name: licensing.askForKey }).first().click()
    await expect.poll(() => document.querySelector('[role=dialog] .for')).not.toBeNull()
    await expectNoScrolling('asked')
  })
})

describe('what is said of a key', () => {
  const held: Partial<Inspection> = {
    verdict: 'holds',
    license: {
      id: 'l',
      owner: 'Contoso Manufacturing and Logistics Holding B.V.',
      expires: '2028-02-28T23:59:59.999Z',
      products: Array.from({ length: 12 }, (_, index) => ({
        code: `p${index}`,
        name: `Product number ${index}`,
        type: 'Socket',
        limit: 32,
        expires: null,
      })),
    },
    issued: '2026-11-13T03:38:00.000Z',
    validUntil: '2027-03-06T23:59:59.999Z',
    comparison: 'newer',
  }

  test('of a dozen products', async () => {
    host.answer('licenses.inspect', () => ({
      ok: true,
      value: { ...uninspected, kind: 'machine_file', ...held },
    }))
    await openWindow(host)
    await code.fill(licenseCode)
    await offline.click()
    paste(key.element(), localKey)
    await expect.element(dialog.getByText('Product number 0')).toBeInTheDocument()
    await expectNoScrolling()
  })

  test('whatever is found in it', async () => {
    await openWindow(host)
    await offline.click()
    await code.fill(licenseCode)
    const faults: string[] = []
    for (const [index, finding] of contract['licenses.activateOffline'].errors.entries()) {
      host.answer(
        'licenses.inspect',
        () =>
          ({
            ok: true,
            value: {
              ...uninspected,
              kind: 'machine_file',
              verdict: 'does_not_hold',
              finding: longFailure(finding),
            },
          }) as never,
      )
      const calls = host.callsOf('licenses.inspect').length
      paste(submit.element(), `${localKey}${'\n'.repeat(index)}`)
      await expect.poll(() => host.callsOf('licenses.inspect').length).toBe(calls + 1)
      await vi.dynamicImportSettled()
      await expect.element(dialog.getByRole('group', { name: add.inspection })).toBeInTheDocument()
      if (below() > 0) faults.push(`${finding}: ${below()}`)
    }
    expect(faults).toEqual([])
  })

  test.each(['licenses.activateOnline', 'licenses.activateOffline'] as const)(
    'whatever %s is refused with',
    async (method) => {
      await openWindow(host)
      await code.fill(licenseCode)
      if (method === 'licenses.activateOffline') {
        await offline.click()
        await key.fill(localKey)
      }
      const faults: string[] = []
      for (const failing of contract[method].errors) {
        host.answer(method, () => ({ ok: false, error: longFailure(failing) }) as never)
        ;(submit.element() as HTMLElement).click()
        await expect.element(page.getByText(`Code: ${failing}`)).toBeInTheDocument()
        if (below() > 0) faults.push(`${failing}: ${below()}`)
      }
      expect(faults).toEqual([])
    },
  )
})
