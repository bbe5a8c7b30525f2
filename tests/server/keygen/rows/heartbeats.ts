// Heartbeats of machines, as a policy has them.
import { ok, refused, row, type Answered, type Area, type Given, type Question } from '../row.ts'

const BY_ID = 'POST /licenses/$license/actions/validate'
const SHOW = 'GET /machines/one'
const PING = 'POST /machines/one/actions/ping'
const v = 'licenses/actions/validations'

const says = (code: string, valid: boolean): Answered => ({ ...ok({ meta: { valid } }), code })
const held = (rules: string, ...given: Given[]): Question => ({
  policy: rules.split(' ').filter((rule) => rule !== ''),
  given,
})
const scoped = (rules: string, scope: object, ...given: Given[]): Question => ({
  ...held(rules, ...given),
  body: { meta: { scope } },
})
const shows = (attributes: object): Answered => ok({ data: { attributes } })
const ONE = { fingerprint: 'one' }
const FIRST_PING = 'requireHeartbeat=true heartbeatBasis=FROM_FIRST_PING'

export const heartbeats: Area = {
  area: 'Heartbeats',
  rows: [
    row(
      'policies/create:4665',
      'begin with the first ping',
      'GET /licenses/$license/policy',
      held(''),
      shows({
        requireHeartbeat: false,
        heartbeatBasis: 'FROM_FIRST_PING',
        heartbeatCullStrategy: 'DEACTIVATE_DEAD',
        heartbeatResurrectionStrategy: 'NO_REVIVE',
      }),
    ),
    row(
      'policies/create:4699',
      'begin with the machine where they are required',
      'GET /licenses/$license/policy',
      held('requireHeartbeat=true'),
      shows({ requireHeartbeat: true, heartbeatBasis: 'FROM_CREATION' }),
    ),
    row(
      'policies/create:4841',
      'begin with the first ping where that is asked for',
      'GET /licenses/$license/policy',
      held(`${FIRST_PING} heartbeatCullStrategy=KEEP_DEAD`),
      shows({ heartbeatBasis: 'FROM_FIRST_PING', heartbeatCullStrategy: 'KEEP_DEAD' }),
    ),
    row(
      'machines/create:7746',
      'a machine that begins with its first ping',
      SHOW,
      held(FIRST_PING, 'activated'),
      shows({
        requireHeartbeat: true,
        heartbeatStatus: 'NOT_STARTED',
        lastHeartbeat: null,
        nextHeartbeat: null,
      }),
    ),
    row(
      'machines/create:7790',
      'a machine that begins at once',
      SHOW,
      held('heartbeatBasis=FROM_CREATION', 'activated'),
      shows({
        requireHeartbeat: true,
        heartbeatStatus: 'ALIVE',
        lastHeartbeat: '$made',
        nextHeartbeat: '$tenMinutesOn',
      }),
    ),
    row(
      `${v}:13575`,
      'a machine that has to ping, when it is new',
      SHOW,
      held('requireHeartbeat=true', 'activated'),
      shows({ heartbeatStatus: 'ALIVE' }),
    ),
    row(
      `${v}:13687`,
      'a machine that has not pinged and has to',
      BY_ID,
      scoped(FIRST_PING, ONE, 'activated'),
      says('HEARTBEAT_NOT_STARTED', false),
    ),
    row(
      `${v}:13725`,
      'by the id of the machine',
      BY_ID,
      scoped(FIRST_PING, { machine: '$machine' }, 'activated'),
      says('HEARTBEAT_NOT_STARTED', false),
    ),
    row(
      `${v}:13526`,
      'one that no longer does',
      BY_ID,
      scoped('requireHeartbeat=true', ONE, 'activated', 'ping too old'),
      says('HEARTBEAT_DEAD', false),
    ),
    row(
      'machines/actions/heartbeats:30',
      'it has not started',
      SHOW,
      held('', 'activated'),
      shows({
        requireHeartbeat: false,
        heartbeatStatus: 'NOT_STARTED',
        heartbeatDuration: 600,
        nextHeartbeat: null,
      }),
    ),
    row(
      'machines/actions/heartbeats:51',
      'it is alive',
      SHOW,
      held('', 'activated', 'pinged'),
      shows({ requireHeartbeat: true, heartbeatStatus: 'ALIVE' }),
    ),
    row(
      'machines/actions/heartbeats:72',
      'it is dead',
      SHOW,
      held('', 'activated', 'pinged', 'ping too old'),
      shows({ requireHeartbeat: true, heartbeatStatus: 'DEAD' }),
    ),
    row(
      'machines/actions/heartbeats:150',
      'one that is alive pings',
      PING,
      held('', 'activated', 'pinged'),
      shows({ heartbeatStatus: 'ALIVE' }),
    ),
    row(
      'machines/actions/heartbeats:274',
      'a dead one that is always revived',
      PING,
      held(
        'heartbeatCullStrategy=KEEP_DEAD heartbeatResurrectionStrategy=ALWAYS_REVIVE',
        'activated',
        'pinged',
        'ping too old',
      ),
      shows({ heartbeatStatus: 'RESURRECTED' }),
    ),
    row(
      'machines/actions/heartbeats:306',
      'one that never pinged and is always revived',
      PING,
      held(
        'requireHeartbeat=true heartbeatCullStrategy=KEEP_DEAD heartbeatResurrectionStrategy=ALWAYS_REVIVE',
        'activated',
        'ping too old',
      ),
      shows({ heartbeatStatus: 'RESURRECTED' }),
    ),
    row(
      'machines/actions/heartbeats:448',
      'heartbeats of another duration',
      PING,
      held('heartbeatDuration=3600', 'activated'),
      ok({ data: { attributes: { heartbeatDuration: 3600, heartbeatStatus: 'ALIVE' } } }),
    ),
    row(
      'machines/actions/heartbeats:171',
      'a dead machine that is not revived',
      PING,
      held('heartbeatResurrectionStrategy=NO_REVIVE', 'activated', 'pinged', 'ping too old'),
      refused(422, 'MACHINE_HEARTBEAT_DEAD'),
    ),
    row(
      'machines/actions/heartbeats:195',
      'one that may still be revived',
      PING,
      held('heartbeatResurrectionStrategy=1_MINUTE_REVIVE', 'activated', 'pinged', 'ping too old'),
      ok({ data: { attributes: { heartbeatStatus: 'RESURRECTED' } } }),
    ),
    row(
      'machines/actions/heartbeats:234',
      'one that may no longer be',
      PING,
      held(
        'heartbeatResurrectionStrategy=5_MINUTE_REVIVE',
        'activated',
        'pinged',
        'ping too old',
        'ping too old',
      ),
      refused(422, 'MACHINE_HEARTBEAT_DEAD'),
    ),
  ],
}
