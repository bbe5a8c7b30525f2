// How many processes may run, of a machine, of a license and of nobody.
import { ok, refused, row, type Answered, type Area, type Question } from '../row.ts'
import { MAKE, run, held, shows } from './asked-of-processes.ts'

const VALIDATE = 'POST /licenses/$license/actions/validate'
const QUICK = 'GET /licenses/$license/actions/validate'
const v = 'licenses/actions/validations'

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

export const processLimits: Area = {
  area: 'Limits of processes',
  rows: [
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
