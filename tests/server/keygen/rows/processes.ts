// Processes: what runs on machines.
import { differs, ok, refused, row, type Answered, type Area, type Given, type Question } from '../row.ts'

const MAKE = 'POST /processes'
const VALIDATE = 'POST /licenses/$license/actions/validate'
const QUICK = 'GET /licenses/$license/actions/validate'
const PID = '/data/attributes/pid'
const v = 'licenses/actions/validations'
const SOME = { given: ['activated', 'processes'] } as const

const run = (attributes: object, machine = '$machine', more: object = {}) => ({
  body: {
    data: {
      type: 'processes',
      attributes,
      relationships: { machine: { data: { type: 'machines', id: machine } } },
      ...more,
    },
  },
})
const held = (rules: string, ...given: Given[]): Question => ({
  policy: ['floating=true', ...rules.split(' ').filter((rule) => rule !== '')],
  sold: { machines: 3 },
  given: ['activated', ...given],
})
const pids = (...all: string[]) => ok({ data: all.map((pid) => ({ attributes: { pid } })) })
const shows = (attributes: object, status = 200): Answered => ({ status, has: { data: { attributes } } })
const full = (whose: string, most: number): Answered => ({
  ...refused(422, 'MACHINE_PROCESS_LIMIT_EXCEEDED', '/data'),
  has: { errors: [{ detail: `process count has exceeded maximum allowed for ${whose} (${most})` }] },
})
const tooMany = (valid: boolean): Answered => ({
  ...ok({ meta: { valid, detail: 'has too many associated processes' } }),
  code: 'TOO_MANY_PROCESSES',
})
const scoped = (question: Question, scope: object): Question => ({ ...question, body: { meta: { scope } } })
const PER_LICENSE = 'processLeasingStrategy=PER_LICENSE'
const PER_USER = 'processLeasingStrategy=PER_USER'

export const processes: Area = {
  area: 'Processes of machines',
  rows: [
    row(
      'processes/create:2119',
      'one of its machine',
      MAKE,
      { given: ['activated'], ...run({ pid: '1337' }) },
      shows({ pid: '1337', status: 'ALIVE', interval: 600, metadata: {} }, 201),
    ),
    row(
      'app/serializers/machine_process_serializer.rb',
      'points to what it belongs to',
      MAKE,
      { given: ['activated'], ...run({ pid: '1', metadata: { started_by: 'cron' } }) },
      {
        status: 201,
        has: {
          data: {
            type: 'processes',
            attributes: { metadata: { startedBy: 'cron' } },
            relationships: {
              account: { data: { id: '$account' } },
              product: { data: { id: '$product' } },
              license: { data: { id: '$license' } },
              machine: { data: { id: '$machine' } },
            },
          },
        },
      },
    ),
    row(
      'processes/create:2431',
      'by an id of the client’s',
      MAKE,
      {
        given: ['activated'],
        ...run({ pid: '1' }, '$machine', { id: '00000000-2521-4033-9f4f-3675387016f7' }),
      },
      { status: 201, has: { data: { id: '00000000-2521-4033-9f4f-3675387016f7' } } },
    ),
    row(
      'processes/create:2462',
      'by the id of another',
      MAKE,
      { ...SOME, ...run({ pid: '1' }, '$machine', { id: '$process' }) },
      refused(422, 'ID_CONFLICT', '/data/id'),
    ),
    row(
      'processes/create:2507',
      'by what is no id',
      MAKE,
      { given: ['activated'], ...run({ pid: '1' }, '$machine', { id: '1' }) },
      refused(400, undefined, '/data/id'),
    ),
    row(
      'processes/create:173',
      'called by an id',
      MAKE,
      { given: ['activated'], ...run({ pid: '$nobody' }) },
      shows({ pid: '$nobody' }, 201),
    ),
    row(
      'processes/create:2189',
      'called as another of its machine',
      MAKE,
      { ...SOME, ...run({ pid: 'app' }) },
      refused(422, 'PID_TAKEN', PID),
    ),
    row(
      'processes/create:205',
      'called as one of another machine',
      MAKE,
      { given: ['activated', 'another machine', 'process of two'], ...run({ pid: 'app' }) },
      shows({ pid: 'app' }, 201),
    ),
    row(
      'processes/create:286',
      'called by a word of addresses',
      MAKE,
      { given: ['activated'], ...run({ pid: 'actions' }) },
      refused(422, 'PID_NOT_ALLOWED', PID),
    ),
    row(
      'app/models/machine_process.rb',
      'called by a long word',
      MAKE,
      { given: ['activated'], ...run({ pid: 'x'.repeat(4097) }) },
      refused(422, 'PID_TOO_LONG', PID),
    ),
    row(
      'processes/create:2237',
      'called by nothing',
      MAKE,
      { given: ['activated'], ...run({ pid: '' }) },
      refused(400, undefined, PID),
    ),
    row(
      'processes/create:317',
      'without attributes',
      MAKE,
      {
        given: ['activated'],
        body: {
          data: {
            type: 'processes',
            relationships: { machine: { data: { type: 'machines', id: '$machine' } } },
          },
        },
      },
      refused(400, undefined, '/data/attributes'),
    ),
    row(
      'processes/create:344',
      'without a machine',
      MAKE,
      { given: ['activated'], body: { data: { type: 'processes', attributes: { pid: '1' } } } },
      refused(400, undefined, '/data/relationships'),
    ),
    row(
      'app/controllers/api/v1/machine_processes_controller.rb',
      'with a member that there is not',
      MAKE,
      { given: ['activated'], ...run({ pid: '1', colour: 'red' }) },
      refused(400, undefined, '/data/attributes/colour'),
    ),
    row(
      'processes/create:2279',
      'of another’s machine',
      MAKE,
      { given: ['another license'], ...run({ pid: '2' }, '$theirs') },
      refused(403),
    ),
    row(
      'processes/create:2373',
      'by nobody',
      MAKE,
      { as: 'nobody', body: {} },
      refused(401, 'TOKEN_MISSING'),
    ),
    row(
      'processes/create:396',
      'on a machine without a limit',
      MAKE,
      { ...held('', 'processes'), ...run({ pid: '3' }) },
      shows({ pid: '3' }, 201),
    ),
    row(
      'processes/create:731',
      'the last of its machine',
      MAKE,
      { ...held('maxProcesses=3', 'processes'), ...run({ pid: '3' }) },
      shows({ pid: '3' }, 201),
    ),
    row(
      'processes/create:900',
      'one more than its machine may have',
      MAKE,
      { ...held('maxProcesses=2', 'processes'), ...run({ pid: '3' }) },
      full('machine', 2),
    ),
    row(
      'processes/create:605',
      'where those of other machines are not counted',
      MAKE,
      { ...held('maxProcesses=2', 'processes', 'another machine'), ...run({ pid: '3' }, '$two') },
      shows({ pid: '3' }, 201),
    ),
    row(
      'processes/create:952',
      'one more than the license may have',
      MAKE,
      {
        ...held(`maxProcesses=2 ${PER_LICENSE}`, 'processes', 'another machine'),
        ...run({ pid: '3' }, '$two'),
      },
      full('license', 2),
    ),
    row(
      'processes/create:1059',
      'one more than nobody may have',
      MAKE,
      { ...held(`maxProcesses=2 ${PER_USER}`, 'processes', 'another machine'), ...run({ pid: '3' }, '$two') },
      full('user', 2),
    ),
    row(
      'app/models/machine.rb',
      'one more than the license itself may have',
      MAKE,
      {
        ...held('maxProcesses=5'),
        sold: { machines: 3, limits: ['maxProcesses=2'] },
        given: ['activated', 'processes'],
        ...run({ pid: '3' }),
      },
      full('machine', 2),
    ),
    row(
      'processes/create:1112',
      'beyond the limit, where all are let in',
      MAKE,
      {
        ...held('maxProcesses=1 overageStrategy=ALWAYS_ALLOW_OVERAGE', 'processes'),
        ...run({ pid: '3' }),
      },
      shows({ pid: '3' }, 201),
    ),
    row(
      'processes/create:1526',
      'beyond one and a half times the limit',
      MAKE,
      {
        ...held('maxProcesses=2 overageStrategy=ALLOW_1_5X_OVERAGE', 'processes', 'one process left'),
        ...run({ pid: '3' }),
      },
      full('machine', 1),
    ),
    row(
      'processes/create:1728',
      'beyond twice the limit of the license',
      MAKE,
      {
        ...held(`maxProcesses=1 overageStrategy=ALLOW_2X_OVERAGE ${PER_LICENSE}`, 'processes'),
        ...run({ pid: '3' }),
      },
      full('license', 1),
    ),
    row('processes/index:535', 'its own', 'GET /processes', SOME, pids('service', 'app')),
    row('processes/index:547', 'none', 'GET /processes', { given: ['another license'] }, ok({ data: [] })),
    row(
      'processes/index:137',
      'of one machine',
      'GET /processes?machine=$two',
      { given: ['activated', 'another machine', 'processes', 'process of two'] },
      pids('app'),
    ),
    row(
      'processes/index:106',
      'of its license',
      'GET /processes?license=$license',
      SOME,
      pids('service', 'app'),
    ),
    row('processes/index:75', 'of another product', 'GET /processes?product=$nobody', SOME, ok({ data: [] })),
    row('processes/index:211', 'of a user', 'GET /processes?user=$nobody', SOME, ok({ data: [] })),
    row(
      'processes/index:377',
      'those that are alive',
      'GET /processes?status=ALIVE',
      { given: ['activated', 'processes', 'ping too old', 'another machine', 'process of two'] },
      pids('app'),
    ),
    row(
      'processes/index:406',
      'those that are dead',
      'GET /processes?status=DEAD',
      { given: ['activated', 'processes', 'ping too old', 'another machine', 'process of two'] },
      pids('service', 'app'),
    ),
    row(
      'processes/index:66',
      'a page of them',
      'GET /processes?page[number]=2&page[size]=1',
      SOME,
      ok({ data: [{ attributes: { pid: 'app' } }], links: { next: null, meta: { pages: 2, count: 2 } } }),
    ),
    row(
      'processes/index:302',
      'those behind one',
      'GET /processes?page[cursor]=$service&page[size]=5',
      SOME,
      ok({ data: [{ attributes: { pid: 'app' } }], links: { next: null } }),
    ),
    row(
      'processes/index:254',
      'too large a page',
      'GET /processes?page[number]=1&page[size]=250',
      SOME,
      refused(400, undefined, 'page[size]'),
    ),
    row(
      'processes/index:361',
      'too many',
      'GET /processes?limit=900',
      SOME,
      refused(400, undefined, 'limit'),
    ),
    row(
      'processes/show:205',
      'one of its own',
      'GET /processes/$process',
      SOME,
      shows({ pid: 'app', status: 'ALIVE', metadata: { runBy: 'app' } }),
    ),
    row(
      'processes/show:41',
      'one that is dead',
      'GET /processes/$process',
      { given: ['activated', 'processes', 'ping too old'] },
      shows({ status: 'DEAD' }),
    ),
    row(
      'processes/show:216',
      'another’s',
      'GET /processes/$theirProcess',
      { given: ['another license', 'their process'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'processes/update:326',
      'its metadata, which the vendor alone changes',
      'PATCH /processes/$process',
      { ...SOME, body: { data: { type: 'processes', attributes: { metadata: { serverId: '0000' } } } } },
      refused(400, undefined, '/data/attributes/metadata'),
    ),
    row(
      'processes/update:354',
      'that of another’s',
      'PATCH /processes/$theirProcess',
      {
        given: ['another license', 'their process'],
        body: { data: { type: 'processes', attributes: { metadata: { serverId: '0000' } } } },
      },
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'app/controllers/api/v1/machine_processes_controller.rb',
      'what it is called, which nobody changes',
      'PUT /processes/$process',
      { ...SOME, body: { data: { type: 'processes', attributes: { pid: 'other' } } } },
      refused(400, undefined, '/data/attributes/pid'),
    ),
    row(
      'processes/actions/heartbeats:262',
      'it pings',
      'POST /processes/$process/actions/ping',
      SOME,
      shows({ status: 'ALIVE', interval: 600 }),
    ),
    row(
      'processes/actions/heartbeats:43',
      'one of as many as there may be pings',
      'POST /processes/$process/actions/ping',
      held('maxProcesses=2', 'processes'),
      shows({ status: 'ALIVE' }),
    ),
    row(
      'processes/actions/heartbeats:287',
      'after another duration',
      'POST /processes/$process/actions/ping',
      held('heartbeatDuration=1209600', 'processes'),
      shows({ status: 'ALIVE', interval: 1_209_600 }),
    ),
    row(
      'processes/actions/heartbeats:67',
      'a dead one pings',
      'POST /processes/$process/actions/ping',
      held('', 'processes', 'ping too old'),
      refused(422, 'PROCESS_HEARTBEAT_DEAD'),
    ),
    row(
      'processes/actions/heartbeats:93',
      'one that may still be revived',
      'POST /processes/$process/actions/ping',
      held('heartbeatResurrectionStrategy=5_MINUTE_REVIVE', 'processes', 'ping too old'),
      shows({ status: 'RESURRECTED' }),
    ),
    row(
      'processes/actions/heartbeats:132',
      'one that may no longer be',
      'POST /processes/$process/actions/ping',
      held('heartbeatResurrectionStrategy=5_MINUTE_REVIVE', 'processes', 'ping too old', 'ping too old'),
      refused(422, 'PROCESS_HEARTBEAT_DEAD'),
    ),
    row(
      'processes/actions/heartbeats:317',
      'another’s pings',
      'POST /processes/$theirProcess/actions/ping',
      { given: ['another license', 'their process'] },
      refused(404, 'NOT_FOUND'),
    ),
    row('processes/destroy:228', 'it ends', 'DELETE /processes/$process', SOME, { status: 204 }),
    row(
      'processes/destroy:243',
      'another’s ends',
      'DELETE /processes/$theirProcess',
      { given: ['another license', 'their process'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'processes/destroy:257',
      'it ends by nobody',
      'DELETE /processes/$process',
      { ...SOME, as: 'nobody' },
      refused(401, 'TOKEN_MISSING'),
    ),
    row(
      'processes/relationships/license:129',
      'its license',
      'GET /processes/$process/license',
      SOME,
      ok({ data: { id: '$license' } }),
    ),
    row(
      'processes/relationships/license:140',
      'the license of another’s',
      'GET /processes/$theirProcess/license',
      { given: ['another license', 'their process'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'processes/relationships/machine:129',
      'its machine',
      'GET /processes/$process/machine',
      SOME,
      ok({ data: { id: '$machine' } }),
    ),
    row(
      'processes/relationships/machine:140',
      'the machine of another’s',
      'GET /processes/$theirProcess/machine',
      { given: ['another license', 'their process'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'processes/relationships/product:173',
      'its product',
      'GET /processes/$process/product',
      SOME,
      ok({ data: { id: '$product' } }),
    ),
    differs(
      row(
        'processes/relationships/product:163',
        'its product, unless the vendor lets it',
        'GET /processes/$process/product',
        SOME,
        refused(403),
      ),
      ok({ data: { id: '$product' } }),
      'every license has the permission product.read here: a check-out can include the product',
    ),
    row(
      'processes/relationships/product:202',
      'the product of another’s',
      'GET /processes/$theirProcess/product',
      { given: ['another license', 'their process'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'machines/relationships/processes:152',
      'those of its machine',
      'GET /machines/one/processes',
      SOME,
      pids('service', 'app'),
    ),
    row(
      'machines/relationships/processes:326',
      'one of those of its machine',
      'GET /machines/$machine/processes/$process',
      SOME,
      shows({ pid: 'app' }),
    ),
    row(
      'machines/relationships/processes:346',
      'one of another machine',
      'GET /machines/$two/processes/$process',
      { given: ['activated', 'another machine', 'processes'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(`${v}:1884`, 'too many, in short', QUICK, held('strict=true', 'processes', 'one process left'), {
      ...ok({ meta: { valid: true } }),
      code: 'VALID',
    }),
    row(
      `${v}:8017`,
      'too many on the machine that is asked for',
      VALIDATE,
      scoped(held('strict=true', 'processes', 'one process left'), { fingerprint: 'one' }),
      tooMany(false),
    ),
    row(
      `${v}:6801`,
      'too many on one of several, let in',
      VALIDATE,
      scoped(held('strict=true overageStrategy=ALWAYS_ALLOW_OVERAGE', 'processes', 'one process left'), {
        fingerprints: ['one', 'two'],
      }),
      tooMany(true),
    ),
    row(
      `${v}:6844`,
      'too many, by the id of the machine',
      VALIDATE,
      scoped(held('strict=true overageStrategy=ALLOW_2X_OVERAGE', 'processes', 'one process left'), {
        machine: '$machine',
      }),
      tooMany(true),
    ),
    row(
      `${v}:8060`,
      'too many of the license',
      VALIDATE,
      held(`strict=true ${PER_LICENSE}`, 'processes', 'one process left'),
      tooMany(false),
    ),
    row(
      `${v}:7551`,
      'too many for one and a half times',
      VALIDATE,
      scoped(held('strict=true overageStrategy=ALLOW_1_5X_OVERAGE', 'processes', 'one process left'), {
        fingerprint: 'one',
      }),
      tooMany(false),
    ),
    row(
      `${v}:8138`,
      'too many of nobody',
      VALIDATE,
      held(`strict=true ${PER_USER}`, 'processes', 'one process left'),
      tooMany(false),
    ),
  ],
}
