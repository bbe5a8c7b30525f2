// How often the page asks for the list: once for each change that it does not hold yet.
import { expect, test } from 'vitest'
import type { LicenseView } from '#shared/contract/views.ts'
import { Licenses } from '../../../src-renderer/state/licenses.svelte.ts'
import { FakeHost, later } from '../support/fake-host.ts'
import { contoso, license } from '../support/samples.ts'

const CODE = 'ANY-CODE'
const fabrikam = license('Fabrikam', contoso.products)

async function loaded(licenses: LicenseView[] = []): Promise<{ host: FakeHost; licenses: Licenses }> {
  const host = new FakeHost(licenses)
  const state = new Licenses(host.bridge.client)
  await state.load()
  host.calls.length = 0
  return { host, licenses: state }
}

test('an own activation or deactivation brings its list: none is asked for, whenever the event comes (issue 11)', async () => {
  const { host, licenses } = await loaded()
  host.answer('licenses.activateOnline', () => {
    host.change([contoso])
    return { ok: true, value: { license: contoso, renewed: false, unchanged: false, list: host.list() } }
  })
  host.answer('licenses.activateOffline', () => {
    host.licenses = [contoso, fabrikam]
    return { ok: true, value: { license: fabrikam, renewed: false, unchanged: false, list: host.list() } }
  })
  host.answer('licenses.deactivate', ({ id }) => {
    host.change([contoso])
    const { owner, mode } = fabrikam
    return { ok: true, value: { id, owner, mode, seat: 'freed', returnCode: null, list: host.list() } }
  })
  await licenses.activateOnline(CODE, new AbortController().signal)
  expect(licenses.list?.licenses).toEqual([contoso])
  await licenses.activateOffline(CODE, 'key')
  host.emit('licenses.changed', { revision: host.revision })
  expect(licenses.list?.licenses).toEqual([contoso, fabrikam])
  await licenses.deactivate(fabrikam.id, 'fail')
  host.emit('licenses.changed', { revision: host.revision })
  expect(licenses.list?.licenses).toEqual([contoso])
  expect(host.callsOf('licenses.list')).toEqual([])
})

test('a change by another program during an own one is asked for when that one is answered', async () => {
  const { host, licenses } = await loaded()
  host.answer('licenses.activateOnline', () => {
    host.licenses = [contoso]
    const list = host.list()
    host.change([contoso, fabrikam])
    return { ok: true, value: { license: contoso, renewed: false, unchanged: false, list } }
  })
  await licenses.activateOnline(CODE, new AbortController().signal)
  await expect.poll(() => licenses.list?.licenses).toEqual([contoso, fabrikam])
  expect(host.callsOf('licenses.list')).toHaveLength(1)
})

test('so is one during an own change that failed or was cancelled', async () => {
  const { host, licenses } = await loaded()
  const wanted = new AbortController()
  const answer = later<never>()
  host.answer('licenses.activateOnline', () => answer.promise)
  const activation = licenses.activateOnline(CODE, wanted.signal)
  host.change([fabrikam])
  expect(host.callsOf('licenses.list')).toEqual([])
  wanted.abort()
  await activation
  await expect.poll(() => licenses.list?.licenses).toEqual([fabrikam])
})

test('a list that shows the same under another revision stays as it is, and is not asked for again', async () => {
  const { host, licenses } = await loaded([contoso])
  const before = licenses.list
  host.change([contoso])
  await expect.poll(() => host.callsOf('licenses.list')).toHaveLength(1)
  host.emit('licenses.changed', { revision: host.revision })
  expect(licenses.list).toBe(before)
  expect(host.callsOf('licenses.list')).toHaveLength(1)
})

test('a status that changed with time alone is shown although the store is as it was', async () => {
  const { host, licenses } = await loaded([contoso])
  host.answer('licenses.list', () => ({
    ok: true,
    value: { ...host.list(), digest: 'later', licenses: [{ ...contoso, status: 'expired' as const }] },
  }))
  await licenses.load()
  expect(licenses.list?.licenses[0]?.status).toBe('expired')
})
