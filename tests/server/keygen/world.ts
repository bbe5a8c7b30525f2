// What a row finds: a license of its own on the server of its area, and the words that stand for what is only known then.
import { randomUUID } from 'node:crypto'
import { DAY, iso } from '#shared/instant.ts'
import { createPolicy } from '#server/back-office/change-policy.ts'
import { revokeLicense, suspendLicense, updateLicense } from '#server/back-office/change-license.ts'
import type { License } from '#server/store/licenses.ts'
import { expectOk } from '../support/back-office.ts'
import { activation, type TestServer } from '../support/client.ts'
import type { Given, Question } from './row.ts'

export interface World {
  readonly license: License
  /** In a text, or in anything that is JSON: each word that is known here. */
  readonly fill: <T>(what: T) => T
}

const HEARTBEAT_SECONDS = 600

/** The clock only goes on, so that rows may share a server. */
export async function makeWorld(server: TestServer, question: Question): Promise<World> {
  const { given = [], sold = {}, policy: rules } = question
  const { clock, vendor } = server
  const expiry = given.includes('expired') ? clock.now + DAY : null
  const policy = rules && expectOk(await createPolicy(vendor, { name: randomUUID(), rules })).id
  const license = await server.sell({
    machines: policy === undefined ? 5 : undefined,
    ...sold,
    features: [...(sold.features ?? [])],
    policy,
    rules: sold.limits,
    ...(expiry !== null && { expiry }),
  })
  const words = new Map([
    ['$license', license.id],
    ['$key', license.key],
    ['$product', license.productId],
    ['$policy', license.policyId],
    ['$account', vendor.account.id],
    ['$made', iso(clock.now + 1000)],
    ['$tenMinutesOn', iso(clock.now + 1000 + HEARTBEAT_SECONDS * 1000)],
    ['$twoDaysOn', iso(clock.now + 2 * DAY)],
    ['$threeDaysOn', iso(clock.now + 3 * DAY)],
    ['$inOneDay', iso(clock.now + DAY + (given.includes('activated') ? 1000 : 0))],
    ['$nobody', '00000000-0000-4000-8000-000000000000'],
  ])
  for (const step of given) await STEPS[step](server, license, words)
  const fillText = (text: string) => text.replaceAll(/\$\w+/g, (word) => words.get(word) ?? word)
  return {
    license,
    fill: <T>(what: T): T => (what === undefined ? what : (JSON.parse(fillText(JSON.stringify(what))) as T)),
  }
}

type Step = (server: TestServer, license: License, words: Map<string, string>) => unknown

async function activate(server: TestServer, license: License, fingerprint: string): Promise<string> {
  const described = { name: fingerprint, hostname: `${fingerprint}.example`, ip: '192.0.2.1', cores: 4 }
  const body = activation(license.id, fingerprint, { ...described, metadata: { node_id: fingerprint } })
  server.clock.now += 1000 // machines of one moment have no order
  const answer = await server.ask('POST', '/machines', { code: license.key, body })
  if (answer.status !== 201) throw new Error(`${fingerprint} was not activated: ${answer.text}`)
  return answer.json.data.id
}

async function tooLarge(server: TestServer, license: License, rule: 'maxMemory' | 'maxDisk'): Promise<void> {
  const body = activation(license.id, 'large', { memory: 8192, disk: 8192 })
  await server.ask('POST', '/machines', { code: license.key, body })
  expectOk(await updateLicense(server.vendor, license.id, { rules: [`${rule}=4096`] }))
}

async function addPart(
  server: TestServer,
  code: string,
  machineId: string | undefined,
  fingerprint: string,
): Promise<string> {
  const relationships = { machine: { data: { type: 'machines', id: machineId } } }
  const attributes = { fingerprint, name: 'Part', metadata: { slot_number: 1 } }
  const body = { data: { type: 'components', attributes, relationships } }
  server.clock.now += 1000
  const answer = await server.ask('POST', '/components', { code, body })
  if (answer.status !== 201) throw new Error(`${fingerprint} was not added: ${answer.text}`)
  return answer.json.data.id
}

async function begin(
  server: TestServer,
  code: string,
  machineId: string | undefined,
  pid: string,
): Promise<string> {
  const relationships = { machine: { data: { type: 'machines', id: machineId } } }
  const body = { data: { type: 'processes', attributes: { pid, metadata: { run_by: pid } }, relationships } }
  server.clock.now += 1000
  const answer = await server.ask('POST', '/processes', { code, body })
  if (answer.status !== 201) throw new Error(`${pid} was not begun: ${answer.text}`)
  return answer.json.data.id
}

const STEPS: Readonly<Record<Given, Step>> = {
  async activated(server, license, words) {
    words.set('$machine', await activate(server, license, 'one'))
  },
  async 'two more'(server, license, words) {
    words.set('$two', await activate(server, license, 'two'))
    words.set('$three', await activate(server, license, 'three'))
  },
  async 'another machine'(server, license, words) {
    words.set('$two', await activate(server, license, 'two'))
  },
  'one machine fewer': async ({ vendor }, { id, maxMachines }) =>
    expectOk(await updateLicense(vendor, id, { machines: maxMachines - 1 })),
  'one machine left': async ({ vendor }, { id }) =>
    expectOk(await updateLicense(vendor, id, { machines: 1 })),
  'two days later': ({ clock }) => (clock.now += 2 * DAY),
  'checked in': (server, { id, key }) =>
    server.ask('POST', `/licenses/${id}/actions/check-in`, { code: key }),
  used: (server, { id, key }) => server.ask('POST', `/licenses/${id}/actions/increment-usage`, { code: key }),
  'fewer cores': async ({ vendor }, { id }) =>
    expectOk(await updateLicense(vendor, id, { rules: ['maxCores=2'] })),
  'less memory': (server, license) => tooLarge(server, license, 'maxMemory'),
  'less disk': (server, license) => tooLarge(server, license, 'maxDisk'),
  async parts(server, { key }, words) {
    words.set('$board', await addPart(server, key, words.get('$machine'), 'board'))
    words.set('$disk', await addPart(server, key, words.get('$machine'), 'disk'))
  },
  'parts of two': (server, { key }, words) => addPart(server, key, words.get('$two'), 'board of two'),
  'their parts': (server, _, words) =>
    addPart(server, words.get('$theirKey') ?? '', words.get('$theirs'), 'their board'),
  pinged: (server, { key }) => server.ask('POST', '/machines/one/actions/ping', { code: key }),
  async processes(server, { key }, words) {
    words.set('$process', await begin(server, key, words.get('$machine'), 'app'))
    words.set('$service', await begin(server, key, words.get('$machine'), 'service'))
  },
  'process of two': (server, { key }, words) => begin(server, key, words.get('$two'), 'app'),
  async 'their process'(server, _, words) {
    const id = await begin(server, words.get('$theirKey') ?? '', words.get('$theirs'), 'app')
    words.set('$theirProcess', id)
  },
  'one process left': async ({ vendor }, { id }) =>
    expectOk(await updateLicense(vendor, id, { rules: ['maxProcesses=1'] })),
  'ping too old': ({ clock }) => (clock.now += HEARTBEAT_SECONDS * 1000 + 1),
  async 'another license'(server, _, words) {
    const other = await server.sell({ features: ['theirs'] })
    words.set('$other', other.id)
    words.set('$theirKey', other.key)
    words.set('$theirs', await activate(server, other, 'theirs'))
  },
  suspended: ({ vendor }, { id }) => suspendLicense(vendor, id),
  banned: ({ vendor }, { id }) => revokeLicense(vendor, id),
  expired: ({ clock }) => (clock.now += 2 * DAY),
}
