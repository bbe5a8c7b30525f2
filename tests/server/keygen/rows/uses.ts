// Uses that a client counts, and check-ins.
import { differs, missing, ok, refused, row, type Area } from '../row.ts'

const USE = 'POST /licenses/$license/actions/increment-usage'
const CHECK_IN = 'POST /licenses/$license/actions/check-in'
const QUICK = 'GET /licenses/$license/actions/validate'
const u = 'licenses/actions/uses'

const by = (increment: unknown) => ({ body: { meta: { increment } } })
const used = (uses: number) => ok({ data: { type: 'licenses', attributes: { uses } } })
const TOO_MANY = refused(422, 'USES_LIMIT_EXCEEDED', '/data/attributes/uses')
const DAILY = ['requireCheckIn=true', 'checkInInterval=day', 'checkInIntervalCount=1']

export const uses: Area = {
  area: 'Uses and check-ins',
  rows: [
    row(`${u}:411`, 'a use is counted', USE, {}, used(1)),
    row(`${u}:42`, 'by the key of the license', 'POST /licenses/$key/actions/increment-usage', {}, used(1)),
    row(`${u}:71`, 'a hundred uses', USE, by(100), used(100)),
    row(
      `${u}:105`,
      'a hundred where ninety-nine are allowed',
      USE,
      { policy: ['maxUses=99'], ...by(100) },
      {
        ...TOO_MANY,
        has: { errors: [{ detail: 'usage exceeds maximum allowed for license (99)' }] },
      },
    ),
    row(`${u}:378`, 'one where none is', USE, { policy: ['maxUses=0'] }, TOO_MANY),
    row(
      `${u}:349`,
      'what the license itself allows goes before',
      USE,
      { policy: ['maxUses=1'], sold: { limits: ['maxUses=5'] }, ...by(5) },
      used(5),
    ),
    row(
      `${u}:135`,
      'more than can be counted',
      USE,
      by(46_116_860_184_273_880_000),
      refused(400, undefined, '/meta/increment'),
    ),
    row(
      'app/controllers/api/v1/licenses/actions/uses_controller.rb',
      'what is no number',
      USE,
      by('two'),
      refused(400, undefined, '/meta/increment'),
    ),
    row(
      'config/initializers/typed_params.rb',
      'one where null is said',
      USE,
      { body: { meta: null } },
      used(1),
    ),
    row('config/initializers/typed_params.rb', 'one by null', USE, by(null), used(1)),
    differs(
      row(
        'app/controllers/api/v1/licenses/actions/uses_controller.rb',
        'one less',
        USE,
        { given: ['used'], ...by(-1) },
        used(0),
      ),
      refused(400, undefined, '/meta/increment'),
      'a License Code takes no uses back, here and in decrement-usage: who holds one would give himself more than he bought',
    ),
    row(`${u}:20`, 'by nobody', USE, { as: 'nobody' }, refused(401, 'TOKEN_MISSING')),
    row(
      `${u}:1005`,
      'a term that begins with the first use',
      USE,
      { policy: ['duration=86400', 'expirationBasis=FROM_FIRST_USE'] },
      ok({ data: { attributes: { uses: 1, expiry: '$inOneDay' } } }),
    ),
    row(
      'licenses/actions/permits:124',
      'a check-in that the policy asks for',
      CHECK_IN,
      { policy: DAILY, given: ['two days later'] },
      ok({
        data: {
          attributes: { requireCheckIn: true, lastCheckIn: '$twoDaysOn', nextCheckIn: '$threeDaysOn' },
        },
      }),
    ),
    row(
      'licenses/actions/validations:284',
      'one that is not due',
      QUICK,
      { policy: DAILY },
      { ...ok({ meta: { valid: true } }), code: 'VALID' },
    ),
    row(
      'licenses/actions/validations:328',
      'one that is overdue',
      QUICK,
      { policy: DAILY, given: ['two days later'] },
      { ...ok({ meta: { valid: false, detail: 'is overdue for check in' } }), code: 'OVERDUE' },
    ),
    row(
      'licenses/actions/validations:2687',
      'one that is overdue, asked for by id',
      'POST /licenses/$license/actions/validate',
      { policy: DAILY, given: ['two days later'] },
      { ...ok({ meta: { valid: false } }), code: 'OVERDUE' },
    ),
    row(
      'licenses/actions/validations:2652',
      'one that was made in time',
      QUICK,
      { policy: DAILY, given: ['two days later', 'checked in'] },
      { ...ok({ meta: { valid: true } }), code: 'VALID' },
    ),
    row(
      'app/serializers/policy_serializer.rb',
      'how often the policy asks for it',
      'GET /licenses/$license/policy',
      { policy: DAILY },
      ok({ data: { attributes: { requireCheckIn: true, checkInInterval: 'day', checkInIntervalCount: 1 } } }),
    ),
  ],
  missing: [
    missing(`${u}:546-980`, 'taking uses back', 'a License Code may not; the vendor does: “license uses”'),
  ],
}
