// Activating machines.
import { about } from '../about.ts'
import { differs, missing, refused, row, type Answered, type Area, type Question } from '../row.ts'

const FINGERPRINT = '/data/attributes/fingerprint'
/** A machine to be activated; `more` beside its attributes and its license. */
const machine = (fingerprint: unknown, attributes: object = {}, more: object = {}) => ({
  body: {
    data: {
      type: 'machines',
      attributes: { fingerprint, ...attributes },
      relationships: { license: { data: { type: 'licenses', id: '$license' } } },
      ...more,
    },
  },
})
const component = (fingerprint: string) => ({
  type: 'components',
  attributes: { fingerprint, name: 'Part' },
})
const related = (relationships: object) => ({
  relationships: { license: { data: { type: 'licenses', id: '$license' } }, ...relationships },
})
const withTheirPart = (strategy: string): Question => ({
  policy: ['floating=true', 'maxMachines=5', `componentUniquenessStrategy=${strategy}`],
  given: ['another license', 'their parts'],
  ...machine('one', {}, related({ components: { data: [component('$license'), component('their board')] } })),
})
const made = (attributes: object): Answered => ({
  status: 201,
  has: { data: { type: 'machines', attributes } },
})
const long = 'x'.repeat(256)
const MAKE = 'POST /machines'
const ID = '00000000-2521-4033-9f4f-3675387016f7'
/** A machine with one attribute that is refused, which the error points to. */
const wrong = (from: string, says: string, attribute: object, status: number, code?: string) =>
  row(
    from,
    says,
    MAKE,
    machine('one', attribute),
    refused(status, code, `/data/attributes/${Object.keys(attribute).join()}`),
  )

/** All of them, in this order. */
const faults = (...all: [code: string, pointer: string][]) => ({
  errors: all.map(([code, pointer]) => ({ code, source: { pointer } })),
})

export const activation: Area = {
  area: 'Activating machines',
  rows: [
    row('machines/create:2758', 'a machine of the license', MAKE, machine('one'), {
      ...made({ fingerprint: 'one', heartbeatStatus: 'NOT_STARTED', requireHeartbeat: false }),
    }),
    row(
      'machines/create:7334',
      'with all that can be said of it',
      MAKE,
      machine('one', {
        name: 'db',
        ip: '192.0.2.7',
        hostname: 'db.example',
        platform: 'linux',
        cores: 8,
        memory: 8_589_934_592,
        disk: 1024,
        metadata: { rack: 4 },
      }),
      made({
        name: 'db',
        ip: '192.0.2.7',
        hostname: 'db.example',
        platform: 'linux',
        cores: 8,
        memory: 8_589_934_592,
        disk: 1024,
        metadata: { rack: 4 },
      }),
    ),
    row(
      'machines/create:23',
      'nothing is said of it',
      MAKE,
      machine('one', {
        name: null,
        ip: null,
        hostname: null,
        platform: null,
        cores: null,
        memory: null,
        disk: null,
      }),
      made({ name: null, cores: null }),
    ),
    row(
      'machines/create:65',
      'keys of metadata come back as Keygen spells them',
      MAKE,
      machine('one', { metadata: { node_id: 1, 'Rack Unit': 2, nested: [{ deep_key: 3 }] } }),
      made({ metadata: { nodeId: 1, rackUnit: 2, nested: [{ deepKey: 3 }] } }),
    ),
    row(
      'machines/create:2896',
      'the same fingerprint again',
      MAKE,
      { given: ['activated'], ...machine('one') },
      {
        ...refused(422, 'FINGERPRINT_TAKEN', FINGERPRINT),
        has: {
          errors: [
            {
              title: 'Unprocessable resource',
              links: { about: about('machines/#machines-object-attrs-fingerprint') },
            },
          ],
        },
      },
    ),
    row(
      'machines/create:4672',
      'a fingerprint that another license has',
      MAKE,
      { given: ['another license'], ...machine('theirs') },
      made({ fingerprint: 'theirs' }),
    ),
    row(
      'machines/create:2963',
      'a blank fingerprint',
      MAKE,
      machine(''),
      refused(400, undefined, FINGERPRINT),
    ),
    row(
      'machines/create:2963',
      'a fingerprint of spaces',
      MAKE,
      machine('  '),
      refused(400, undefined, FINGERPRINT),
    ),
    row(
      'machines/create:2451',
      'no fingerprint',
      MAKE,
      machine(undefined),
      refused(400, undefined, FINGERPRINT),
    ),
    row(
      'machines/create:2478',
      'no license',
      MAKE,
      machine('one', {}, { relationships: undefined }),
      refused(400, undefined, '/data/relationships'),
    ),
    row(
      'app/controllers/api/v1/machines_controller.rb',
      'a license that is no UUID',
      MAKE,
      machine('one', {}, { relationships: { license: { data: { type: 'licenses', id: 'mine' } } } }),
      refused(400, undefined, '/data/relationships/license/data/id'),
    ),
    row(
      'machines/create:3022',
      'for another license',
      MAKE,
      {
        given: ['another license'],
        ...machine('one', {}, { relationships: { license: { data: { type: 'licenses', id: '$other' } } } }),
      },
      refused(403),
    ),
    row(
      'app/policies/machine_policy.rb',
      'for a license that nobody has',
      MAKE,
      machine('one', {}, { relationships: { license: { data: { type: 'licenses', id: '$nobody' } } } }),
      refused(403),
    ),
    row(
      'app/controllers/api/v1/machines_controller.rb',
      'of another type',
      MAKE,
      machine('one', {}, { type: 'computers' }),
      refused(400, undefined, '/data/type'),
    ),
    row(
      'app/controllers/api/v1/machines_controller.rb',
      'types in the singular',
      MAKE,
      machine(
        'one',
        {},
        { type: 'machine', relationships: { license: { data: { type: 'license', id: '$license' } } } },
      ),
      made({}),
    ),
    wrong(
      'app/controllers/api/v1/machines_controller.rb',
      'an attribute that there is not',
      { colour: 'red' },
      400,
    ),
    row(
      'app/controllers/api/v1/machines_controller.rb',
      'a member that there is not',
      MAKE,
      machine('one', {}, { included: [] }),
      refused(400, undefined, '/data/included'),
    ),
    row(
      'machines/create:2314',
      'a group',
      MAKE,
      machine('one', {}, related({ group: { data: { type: 'groups', id: '$nobody' } } })),
      refused(400, undefined, '/data/relationships/group'),
    ),
    row(
      'machines/create:390',
      'an owner that is null',
      MAKE,
      machine('one', {}, related({ owner: { data: null } })),
      made({}),
    ),
    row(
      'app/models/machine.rb',
      'an owner that there is not',
      MAKE,
      machine('one', {}, related({ owner: { data: { type: 'users', id: '$nobody' } } })),
      refused(422, 'OWNER_NOT_FOUND', '/data/relationships/owner'),
    ),
    row(
      'machines/create:1686',
      'with its components',
      MAKE,
      machine('one', {}, related({ components: { data: [component('disk'), component('board')] } })),
      { status: 201 },
    ),
    row(
      'machines/create:1305',
      'with a component twice',
      MAKE,
      machine('one', {}, related({ components: { data: [component('disk'), component('disk')] } })),
      {
        ...refused(
          422,
          'COMPONENTS_FINGERPRINT_CONFLICT',
          '/data/relationships/components/data/0/attributes/fingerprint',
        ),
        has: faults(
          ['COMPONENTS_FINGERPRINT_CONFLICT', '/data/relationships/components/data/0/attributes/fingerprint'],
          ['COMPONENTS_FINGERPRINT_CONFLICT', '/data/relationships/components/data/1/attributes/fingerprint'],
        ),
      },
    ),
    row(
      'machines/create:1239',
      'with too many components',
      MAKE,
      machine(
        'one',
        {},
        related({ components: { data: Array.from({ length: 21 }, (_, at) => component(`disk ${at}`)) } }),
      ),
      refused(422),
    ),
    row(
      'app/controllers/api/v1/machines_controller.rb',
      'with a component that has no name',
      MAKE,
      machine(
        'one',
        {},
        related({ components: { data: [{ type: 'components', attributes: { fingerprint: 'disk' } }] } }),
      ),
      refused(400, undefined, '/data/relationships/components/data/0/attributes/name'),
    ),
    row('machines/create:7142', 'an id that the client chose', MAKE, machine('one', {}, { id: ID }), {
      status: 201,
      has: { data: { id: ID } },
    }),
    row(
      'machines/create:7173',
      'an id that a machine has',
      MAKE,
      { given: ['activated'], ...machine('two', {}, { id: '$machine' }) },
      {
        ...refused(422, 'ID_CONFLICT', '/data/id'),
      },
    ),
    row(
      'machines/create:7173',
      'an id that a machine of another license has',
      MAKE,
      { given: ['another license'], ...machine('two', {}, { id: '$theirs' }) },
      refused(422, 'ID_CONFLICT', '/data/id'),
    ),
    row(
      'machines/create:7218',
      'an id that is no UUID',
      MAKE,
      machine('one', {}, { id: '1' }),
      refused(400, undefined, '/data/id'),
    ),
    row(
      'machines/create:2357',
      'a fingerprint that is a UUID',
      MAKE,
      machine('977f1752-d6a9-4669-a6af-b039154ec40f'),
      made({ fingerprint: '977f1752-d6a9-4669-a6af-b039154ec40f' }),
    ),
    row(
      'machines/create:2389',
      'a fingerprint that is the id of a machine',
      MAKE,
      { given: ['activated'], ...machine('$machine') },
      refused(422, 'FINGERPRINT_CONFLICT', FINGERPRINT),
    ),
    row(
      'machines/create:2420',
      'a fingerprint that is a word of addresses',
      MAKE,
      machine('actions'),
      refused(422, 'FINGERPRINT_NOT_ALLOWED', FINGERPRINT),
    ),
    row(
      'app/models/machine.rb',
      'a fingerprint of 4097 letters',
      MAKE,
      machine('x'.repeat(4097)),
      refused(422, 'FINGERPRINT_TOO_LONG', FINGERPRINT),
    ),
    row('machines/create:6000', 'no core', MAKE, machine('one', { cores: 0 }), {
      ...refused(422, 'CORES_INVALID', '/data/attributes/cores'),
      has: { errors: [{ links: { about: about('machines/#machines-object-attrs-cores') } }] },
    }),
    row(
      'machines/create:6042',
      'as many cores as Keygen takes',
      MAKE,
      machine('one', { cores: 2_147_483_647 }),
      made({ cores: 2_147_483_647 }),
    ),
    wrong('app/models/machine.rb', 'one more', { cores: 2_147_483_648 }, 422, 'CORES_INVALID'),
    wrong('machines/create:6447', 'no memory', { memory: 0 }, 422, 'MEMORY_INVALID'),
    wrong('app/models/machine.rb', 'less than no disk', { disk: -1 }, 422, 'DISK_INVALID'),
    row(
      'app/models/machine.rb',
      'more memory than can be counted',
      MAKE,
      machine('one', { memory: 1e19 }),
      refused(422, 'MEMORY_INVALID', '/data/attributes/memory'),
    ),
    row(
      'app/controllers/application_controller.rb',
      'everything that is wrong is told',
      MAKE,
      machine(
        'x'.repeat(4097),
        { cores: 0, name: 'x'.repeat(256) },
        related({ components: { data: [component('x'.repeat(4097))] } }),
      ),
      {
        ...refused(
          422,
          'COMPONENTS_FINGERPRINT_TOO_LONG',
          '/data/relationships/components/data/0/attributes/fingerprint',
        ),
        has: faults(
          ['COMPONENTS_FINGERPRINT_TOO_LONG', '/data/relationships/components/data/0/attributes/fingerprint'],
          ['FINGERPRINT_TOO_LONG', '/data/attributes/fingerprint'],
          ['CORES_INVALID', '/data/attributes/cores'],
          ['NAME_TOO_LONG', '/data/attributes/name'],
        ),
      },
    ),
    differs(
      row(
        'app/models/machine.rb',
        'all that is wrong with what there is',
        MAKE,
        { given: ['activated', 'one machine left'], ...machine('one') },
        {
          ...refused(422, 'FINGERPRINT_TAKEN', '/data/attributes/fingerprint'),
          has: faults(
            ['FINGERPRINT_TAKEN', '/data/attributes/fingerprint'],
            ['MACHINE_LIMIT_EXCEEDED', '/data'],
          ),
        },
      ),
      {
        ...refused(422, 'FINGERPRINT_TAKEN', '/data/attributes/fingerprint'),
        has: faults(['FINGERPRINT_TAKEN', '/data/attributes/fingerprint']),
      },
      'of what the database says against a machine the first is told: the others would be asked for in vain',
    ),
    differs(
      row(
        'app/models/machine.rb',
        'more memory than any machine has',
        MAKE,
        machine('one', { memory: 4_503_599_627_370_496 }),
        { status: 201 },
      ),
      refused(422, 'MEMORY_INVALID', '/data/attributes/memory'),
      'memory and disk end at 2^50 bytes: their sum has to be a number that JSON holds exactly',
    ),
    wrong('lib/typed_params:28', 'half a core', { cores: 1.5 }, 400),
    wrong('lib/typed_params:28', 'cores as text', { cores: '4' }, 400),
    wrong('app/models/machine.rb', 'a long name', { name: long }, 422, 'NAME_TOO_LONG'),
    wrong('app/models/machine.rb', 'a long hostname', { hostname: long }, 422, 'HOSTNAME_TOO_LONG'),
    wrong('app/models/machine.rb', 'a long platform', { platform: long }, 422, 'PLATFORM_TOO_LONG'),
    wrong('app/models/machine.rb', 'a long address', { ip: long }, 422, 'IP_TOO_LONG'),
    row(
      'machines/create:3929',
      'beyond the limit of one',
      MAKE,
      { sold: { machines: 1 }, given: ['activated'], ...machine('two') },
      {
        ...refused(422, 'MACHINE_LIMIT_EXCEEDED', '/data'),
        has: {
          errors: [
            {
              detail: 'machine count has exceeded maximum allowed for license (1)',
              links: { about: about('machines/#machines-object') },
            },
          ],
        },
      },
    ),
    row(
      'machines/create:3693',
      'beyond the limit of three',
      MAKE,
      { sold: { machines: 3 }, given: ['activated', 'two more'], ...machine('four') },
      {
        ...refused(422, 'MACHINE_LIMIT_EXCEEDED', '/data'),
        has: { errors: [{ detail: 'machine count has exceeded maximum allowed for license (3)' }] },
      },
    ),
    row(
      'machines/create:3145',
      'nobody',
      MAKE,
      { as: 'nobody', ...machine('one') },
      refused(401, 'TOKEN_MISSING'),
    ),
    ...[
      ['1379', 'UNIQUE_PER_ACCOUNT', 'in the account'],
      ['1441', 'UNIQUE_PER_PRODUCT', 'in the product'],
    ].map(([line = '', strategy = '', where = '']) =>
      row(
        `machines/create:${line}`,
        `a component of another license’s machine, where they are unique ${where}`,
        MAKE,
        withTheirPart(strategy),
        refused(
          422,
          'COMPONENTS_FINGERPRINT_TAKEN',
          '/data/relationships/components/data/1/attributes/fingerprint',
        ),
      ),
    ),
    row(
      'machines/create:1566',
      'a component of another machine of the license, in which they are unique',
      MAKE,
      {
        ...withTheirPart('UNIQUE_PER_LICENSE'),
        given: ['activated', 'parts'],
        ...machine('two', {}, related({ components: { data: [component('board')] } })),
      },
      refused(
        422,
        'COMPONENTS_FINGERPRINT_TAKEN',
        '/data/relationships/components/data/0/attributes/fingerprint',
      ),
    ),
    row(
      'app/models/machine.rb',
      'beyond the limit of each user: machines of nobody count together',
      MAKE,
      {
        policy: ['floating=true', 'maxMachines=3', 'machineLeasingStrategy=PER_USER'],
        given: ['activated', 'two more'],
        ...machine('four'),
      },
      {
        ...refused(422, 'MACHINE_LIMIT_EXCEEDED', '/data'),
        has: { errors: [{ detail: 'machine count has exceeded maximum allowed for user (3)' }] },
      },
    ),
  ],
  missing: [
    missing(
      'machines/create:4047-4618',
      'leases by user, of machines that have one',
      'there are no users here',
    ),
  ],
}
