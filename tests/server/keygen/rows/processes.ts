// Processes: what begins to run on a machine.
import { refused, row, type Area } from '../row.ts'
import { MAKE, SOME, run, shows } from './asked-of-processes.ts'

const PID = '/data/attributes/pid'

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
  ],
}
