// Every way in which the activation server, or what stands between, can say no to who activates or refreshes.
import type { AnyResult } from '#main/core/router.ts'
import { failure } from '#shared/contract/errors.ts'
import { DAY } from '#shared/instant.ts'
import { err, ok } from '#shared/result.ts'
import { signAnswer } from '#server/vendor/sign-answer.ts'
import type { Answer, Bend } from '#tests/support/between.ts'
import type { Installation } from '#tests/support/installation.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { must } from '#tests/support/must.ts'
import { unusedPort } from '#tests/support/unused-port.ts'
import type { VendorSide } from '#tests/support/vendor-side.ts'
import { UNSOLD_CODE } from '#tests/support/unsold-code.ts'
import type { Scenario, Scenarios, World } from './scenario.ts'

export const activate = (desk: Installation, code: string): Promise<AnyResult> =>
  desk.router.call('licenses.activateOnline', { code })

/** The vendor sells a license and does something about it; then it is activated. */
const sold =
  (then: (vendor: VendorSide, license: Awaited<ReturnType<VendorSide['sell']>>) => unknown): Scenario =>
  async (world) => {
    const vendor = await world.vendor()
    const license = await vendor.sell({ machines: 1 })
    await then(vendor, license)
    return activate(world.install(await vendor.profile()), license.key)
  }

/** Something stands between app and server and bends every answer. */
const bent =
  (bend: Bend): Scenario =>
  async (world) => {
    const { desk, code } = await world.bent(bend)
    return activate(desk, code)
  }

const change = (edit: (answer: Answer) => void): Scenario =>
  bent((answer) => {
    edit(answer)
    return undefined
  })

/** Another server of the same vendor, such as a Keygen with policies that ours does not have: it signs what it says. */
function signedAs(edit: (answer: Answer, path: string) => void): Scenario {
  return async (world) => {
    let vendor: VendorSide | null = null
    const made = await world.bent(async (answer, asked) => {
      const { method = 'GET', url: target = '/' } = asked
      edit(answer, target)
      if (!vendor) return undefined
      const request = { method, target, host: asked.headers.host ?? '', body: Buffer.from(answer.body) }
      const key = (await vendor.vendor.keys.active()).privateKey
      const signed = signAnswer(request, Date.now(), vendor.vendor.account.id, key)
      for (const [name, value] of Object.entries(signed)) answer.headers[name.toLowerCase()] = value
      return undefined
    })
    vendor = made.vendor
    return activate(made.desk, made.code)
  }
}

const edited = (answer: Answer, edit: (body: { data: Json; meta: Json }) => void): void => {
  const body = JSON.parse(answer.body) as { data: Json; meta: Json }
  edit(body)
  answer.body = JSON.stringify(body)
}
type Json = Record<string, unknown>

const refuse = (answer: Answer, status: number, error: Json): void => {
  answer.status = status
  answer.body = JSON.stringify({ errors: [error] })
}

function trusting(world: World, url: string, offlineOnly = false): Installation {
  const profile = loadProfile({ machineIdFile: true, offlineOnly, keys: [makeKey().trusted] })
  return world.install({ ...profile, server: { ...profile.server, url } })
}

const html = (answer: Answer) => {
  answer.headers = { 'content-type': 'text/html' }
  answer.body = '<!doctype html><title>Sign in to the guest network</title>'
}

export const online: Scenarios<
  | 'license_not_found'
  | 'license_suspended'
  | 'license_revoked'
  | 'license_expired'
  | 'machine_limit_reached'
  | 'license_refused'
  | 'license_not_allowed'
  | 'license_permission_missing'
  | 'license_check_in_overdue'
  | 'license_needs_heartbeats'
  | 'license_scope_required'
  | 'machine_of_other_license'
  | 'seat_released'
  | 'not_of_this_machine'
  | 'offline_only'
  | 'server_unreachable'
  | 'server_timeout'
  | 'server_not_ours'
  | 'server_answer_malformed'
  | 'server_error'
  | 'server_rate_limited'
  | 'response_unsigned'
  | 'response_signature_invalid'
  | 'response_replayed'
  | 'response_other_license'
  | 'file_longer_than_asked'
  | 'clock_off'
  | 'insecure_server'
> = {
  license_not_found: async (world) => {
    const vendor = await world.vendor()
    return activate(world.install(await vendor.profile()), UNSOLD_CODE)
  },
  license_suspended: sold((vendor, license) => vendor.suspend(license)),
  license_revoked: sold((vendor, license) => vendor.revoke(license)),
  license_expired: async (world) => {
    let now = Date.now()
    const vendor = await world.vendor(() => now)
    const license = await vendor.sell({ expiry: now + DAY, graceDays: 0 })
    now += 2 * DAY
    return activate(world.install(await vendor.profile(), { clock: () => now }), license.key)
  },
  machine_limit_reached: sold((vendor, license) =>
    vendor.answer(license, 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'),
  ),
  license_refused: signedAs((answer, path) => {
    if (path.endsWith('/validate-key'))
      edited(answer, ({ meta }) => void (meta['code'] = 'ENTITLEMENTS_MISSING'))
  }),
  license_not_allowed: signedAs((answer, path) => {
    if (!path.endsWith('/machines')) return
    answer.status = 403
    answer.body = JSON.stringify({ errors: [{ title: 'Access denied', code: 'LICENSE_NOT_ALLOWED' }] })
  }),
  license_permission_missing: signedAs((answer, path) => {
    if (path.endsWith('/check-out')) refuse(answer, 403, { title: 'Access denied' })
  }),
  license_check_in_overdue: signedAs((answer, path) => {
    if (path.endsWith('/validate-key')) edited(answer, ({ meta }) => void (meta['code'] = 'OVERDUE'))
  }),
  license_needs_heartbeats: signedAs((answer, path) => {
    if (path.endsWith('/validate-key')) edited(answer, ({ meta }) => void (meta['code'] = 'HEARTBEAT_DEAD'))
  }),
  license_scope_required: signedAs((answer, path) => {
    if (path.endsWith('/validate-key'))
      edited(answer, ({ meta }) => void (meta['code'] = 'USER_SCOPE_REQUIRED'))
  }),
  machine_of_other_license: signedAs((answer, path) => {
    if (path.endsWith('/machines')) refuse(answer, 422, { title: 'Unprocessable', code: 'FINGERPRINT_TAKEN' })
    if (path.endsWith('/check-out')) refuse(answer, 404, { title: 'Not found', code: 'NOT_FOUND' })
  }),
  seat_released: async (world) => {
    const vendor = await world.vendor()
    const license = await vendor.sell()
    const desk = world.install(await vendor.profile())
    must(await activate(desk, license.key))
    await vendor.release(license, await desk.uniqueKey())
    const { checked } = must(await desk.router.call('licenses.refresh', {}))
    // Only the report of a check can say it: it names the code.
    const problem = checked[0]?.problem
    return problem === 'seat_released' ? err(failure(problem, {})) : ok(problem)
  },
  not_of_this_machine: async (world) => {
    const vendor = await world.vendor()
    const first = world.install(await vendor.profile())
    must(await activate(first, (await vendor.sell()).key))
    const copy = world.install(await vendor.profile(), { dataDir: first.dataDir })
    const problem = must(await copy.router.call('licenses.refresh', {})).checked[0]?.problem
    return problem === 'not_of_this_machine' ? err(failure(problem, {})) : ok(problem)
  },
  offline_only: (world) => activate(trusting(world, 'http://127.0.0.1:1/v1', true), UNSOLD_CODE),
  server_unreachable: async (world) =>
    activate(trusting(world, `http://127.0.0.1:${await unusedPort()}/v1`), UNSOLD_CODE),
  server_timeout: async (world) => {
    const { vendor, between, code } = await world.between(() => 'taken')
    const desk = world.install(await vendor.profile(between.url), { serverTimeLimitSeconds: 0.3 })
    return activate(desk, code)
  },
  server_not_ours: change(html),
  server_answer_malformed: signedAs((answer) => void (answer.body = answer.body.slice(0, 20))),
  server_error: change((answer) => Object.assign(answer, { status: 503, headers: {}, body: '' })),
  server_rate_limited: change((answer) =>
    Object.assign(answer, { status: 429, headers: { 'retry-after': '60' }, body: '' }),
  ),
  response_unsigned: change((answer) => {
    delete answer.headers['keygen-signature']
  }),
  response_signature_invalid: change(
    (answer) => void (answer.body = answer.body.replace('"valid":false', '"valid":true')),
  ),
  response_replayed: async (world) => {
    let recorded: Answer | null = null
    const { desk, code } = await world.bent((answer, asked) => {
      if (!asked.url?.endsWith('/validate-key')) return undefined
      if (recorded) Object.assign(answer, recorded)
      else recorded = structuredClone(answer)
      return undefined
    })
    await activate(desk, code)
    return activate(desk, code)
  },
  response_other_license: signedAs((answer, path) => {
    if (path.endsWith('/validate-key'))
      edited(answer, ({ data }) => void ((data['attributes'] as Json)['key'] = 'ANOTHER-CODE'))
  }),
  file_longer_than_asked: async (world) => {
    const { vendor, between } = await world.between(() => undefined)
    const license = await vendor.sell({ checkOutDays: 400 })
    between.bendQuestion = (body) => body.replace(/"ttl":\d+/, '"ttl":34560000')
    return activate(world.install(await vendor.profile(between.url)), license.key)
  },
  clock_off: async (world) => {
    const vendor = await world.vendor(() => Date.now() + 3_600_000)
    return activate(world.install(await vendor.profile()), (await vendor.sell()).key)
  },
  insecure_server: (world) => activate(trusting(world, 'http://activation.vendor.example/v1'), UNSOLD_CODE),
}
