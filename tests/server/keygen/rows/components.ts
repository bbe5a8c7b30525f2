// Components: the parts of machines.
import { ok, refused, row, type Area, type Given } from '../row.ts'

const MAKE = 'POST /components'
const FINGERPRINT = '/data/attributes/fingerprint'
const PARTS = { given: ['activated', 'parts'] } as const

const THEIRS = ['another license', 'their parts'] as const
const unique = (strategy: string, ...given: readonly Given[]) => ({
  policy: ['floating=true', 'maxMachines=5', `componentUniquenessStrategy=${strategy}`],
  given: ['activated', ...given] satisfies Given[],
})

const part = (attributes: object, machine = '$machine', more: object = {}) => ({
  body: {
    data: {
      type: 'components',
      attributes,
      relationships: { machine: { data: { type: 'machines', id: machine } } },
      ...more,
    },
  },
})
const change = (attributes: object) => ({ body: { data: { type: 'components', attributes } } })
const names = (...all: string[]) => ok({ data: all.map((fingerprint) => ({ attributes: { fingerprint } })) })

export const components: Area = {
  area: 'Components of machines',
  rows: [
    row(
      'components/create:1235',
      'one of its machine',
      MAKE,
      { given: ['activated'], ...part({ fingerprint: 'disk', name: 'HDD' }) },
      {
        status: 201,
        has: { data: { type: 'components', attributes: { fingerprint: 'disk', name: 'HDD', metadata: {} } } },
      },
    ),
    row(
      'app/serializers/machine_component_serializer.rb',
      'points to what it belongs to',
      MAKE,
      { given: ['activated'], ...part({ fingerprint: 'disk', name: 'HDD', metadata: { serial_number: 7 } }) },
      {
        status: 201,
        has: {
          data: {
            attributes: { metadata: { serialNumber: 7 } },
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
      'components/create:1319',
      'the same fingerprint again',
      MAKE,
      { ...PARTS, ...part({ fingerprint: 'disk', name: 'HDD' }) },
      refused(422, 'FINGERPRINT_TAKEN', FINGERPRINT),
    ),
    row(
      'app/models/machine_component.rb',
      'the fingerprint of another machine’s',
      MAKE,
      {
        given: ['activated', 'two more', 'parts of two'],
        ...part({ fingerprint: 'board of two', name: 'HDD' }),
      },
      { status: 201 },
    ),
    row(
      'components/create:321',
      'of another machine of the license, in which it is unique',
      MAKE,
      {
        ...unique('UNIQUE_PER_LICENSE', 'another machine', 'parts of two'),
        ...part({ fingerprint: 'board of two', name: 'HDD' }),
      },
      refused(422, 'FINGERPRINT_TAKEN', FINGERPRINT),
    ),
    row(
      'components/create:280',
      'of another license, where it is unique in one',
      MAKE,
      { ...unique('UNIQUE_PER_LICENSE', ...THEIRS), ...part({ fingerprint: 'their board', name: 'HDD' }) },
      { status: 201 },
    ),
    row(
      'components/create:373',
      'of another policy, where it is unique in one',
      MAKE,
      { ...unique('UNIQUE_PER_POLICY', ...THEIRS), ...part({ fingerprint: 'their board', name: 'HDD' }) },
      { status: 201 },
    ),
    row(
      'components/create:507',
      'of another license of the product, in which it is unique',
      MAKE,
      { ...unique('UNIQUE_PER_PRODUCT', ...THEIRS), ...part({ fingerprint: 'their board', name: 'HDD' }) },
      refused(422, 'FINGERPRINT_TAKEN', FINGERPRINT),
    ),
    row(
      'components/create:648',
      'of another license, where it is unique in the account',
      MAKE,
      { ...unique('UNIQUE_PER_ACCOUNT', ...THEIRS), ...part({ fingerprint: 'their board', name: 'HDD' }) },
      refused(422, 'FINGERPRINT_TAKEN', FINGERPRINT),
    ),
    row(
      'components/create:559',
      'one that nobody has, where it is unique in the account',
      MAKE,
      { ...unique('UNIQUE_PER_ACCOUNT', ...THEIRS), ...part({ fingerprint: 'my board', name: 'HDD' }) },
      { status: 201 },
    ),
    row(
      'components/create:1368',
      'a blank fingerprint',
      MAKE,
      { given: ['activated'], ...part({ fingerprint: '', name: 'HDD' }) },
      refused(400, undefined, FINGERPRINT),
    ),
    row(
      'components/create:1411',
      'a blank name',
      MAKE,
      { given: ['activated'], ...part({ fingerprint: 'disk', name: '' }) },
      refused(400, undefined, '/data/attributes/name'),
    ),
    row(
      'app/controllers/api/v1/machine_components_controller.rb',
      'no name',
      MAKE,
      { given: ['activated'], ...part({ fingerprint: 'disk' }) },
      refused(400, undefined, '/data/attributes/name'),
    ),
    row(
      'app/controllers/api/v1/machine_components_controller.rb',
      'no machine',
      MAKE,
      { body: { data: { type: 'components', attributes: { fingerprint: 'disk', name: 'HDD' } } } },
      refused(400, undefined, '/data/relationships'),
    ),
    row(
      'components/create:1454',
      'of another’s machine',
      MAKE,
      { given: ['another license'], ...part({ fingerprint: 'disk', name: 'HDD' }, '$theirs') },
      refused(403),
    ),
    row(
      'components/create:1611',
      'an id that the client chose',
      MAKE,
      { given: ['activated'], ...part({ fingerprint: 'disk', name: 'HDD' }, '$machine', { id: '$nobody' }) },
      refused(400, undefined, '/data/id'),
    ),
    row(
      'app/models/machine_component.rb',
      'a word of addresses for a fingerprint',
      MAKE,
      { given: ['activated'], ...part({ fingerprint: 'actions', name: 'HDD' }) },
      refused(422, 'FINGERPRINT_NOT_ALLOWED', FINGERPRINT),
    ),
    row(
      'app/models/machine_component.rb',
      'a long name',
      MAKE,
      { given: ['activated'], ...part({ fingerprint: 'disk', name: 'x'.repeat(256) }) },
      refused(422, 'NAME_TOO_LONG', '/data/attributes/name'),
    ),
    row(
      'app/models/machine_component.rb',
      'a long fingerprint',
      MAKE,
      { given: ['activated'], ...part({ fingerprint: 'x'.repeat(4097), name: 'HDD' }) },
      refused(422, 'FINGERPRINT_TOO_LONG', FINGERPRINT),
    ),
    row(
      'app/controllers/api/v1/machine_components_controller.rb',
      'by nobody',
      MAKE,
      { as: 'nobody', body: {} },
      refused(401, 'TOKEN_MISSING'),
    ),
    row(
      'components/index:476',
      'its own',
      'GET /components',
      { given: ['activated', 'two more', 'parts', 'parts of two'] },
      names('board of two', 'disk', 'board'),
    ),
    row('components/index:488', 'none', 'GET /components', { given: ['another license'] }, ok({ data: [] })),
    row(
      'app/controllers/api/v1/machine_components_controller.rb',
      'those of a machine',
      'GET /components?machine=$two',
      { given: ['activated', 'two more', 'parts', 'parts of two'] },
      names('board of two'),
    ),
    row(
      'app/controllers/concerns/pagination.rb',
      'a page',
      'GET /components?page[number]=2&page[size]=1',
      PARTS,
      ok({ data: [{ id: '$board' }], links: { meta: { pages: 2, count: 2 } } }),
    ),
    row(
      'app/controllers/concerns/pagination.rb',
      'from one on',
      'GET /components?page[cursor]=$disk',
      PARTS,
      ok({ data: [{ id: '$board' }], links: { next: null } }),
    ),
    row(
      'app/controllers/concerns/pagination.rb',
      'as many as a number with a letter says',
      'GET /components?limit=1x',
      PARTS,
      names('disk'),
    ),
    row(
      'app/controllers/api/v1/machine_components_controller.rb',
      'those of the last of two machines',
      'GET /components?machine=$nobody&machine=$machine',
      PARTS,
      names('disk', 'board'),
    ),
    row(
      'app/models/concerns/orderable.rb',
      'the oldest first',
      'GET /components?order=asc',
      PARTS,
      names('board', 'disk'),
    ),
    row(
      'lib/keyset_pagination.rb',
      'those that are newer than one',
      'GET /components?page[cursor]=$board&order=asc',
      PARTS,
      names('disk'),
    ),
    row(
      'components/show:184',
      'one of its own',
      'GET /components/$disk',
      PARTS,
      ok({ data: { id: '$disk', attributes: { metadata: { slotNumber: 1 } } } }),
    ),
    row('components/show:195', 'another’s', 'GET /components/$nobody', {}, refused(404, 'NOT_FOUND')),
    row(
      'app/controllers/api/v1/machine_components_controller.rb',
      'its name is changed',
      'PATCH /components/$disk',
      { ...PARTS, ...change({ name: 'SSD' }) },
      ok({ data: { attributes: { name: 'SSD', fingerprint: 'disk' } } }),
    ),
    row(
      'config/routes.rb',
      'by the other method',
      'PUT /components/$disk',
      { ...PARTS, ...change({ name: 'SSD' }) },
      ok({ data: { attributes: { name: 'SSD' } } }),
    ),
    row(
      'components/update:387',
      'its metadata',
      'PATCH /components/$disk',
      { ...PARTS, ...change({ metadata: {} }) },
      refused(400, undefined, '/data/attributes/metadata'),
    ),
    row(
      'app/controllers/api/v1/machine_components_controller.rb',
      'its fingerprint',
      'PATCH /components/$disk',
      { ...PARTS, ...change({ fingerprint: 'x' }) },
      refused(400, undefined, FINGERPRINT),
    ),
    row(
      'components/update:415',
      'metadata of another’s',
      'PATCH /components/$nobody',
      change({ metadata: {} }),
      refused(404, 'NOT_FOUND'),
    ),
    row('components/destroy:228', 'it is deleted', 'DELETE /components/$disk', PARTS, { status: 204 }),
    row(
      'components/destroy:243',
      'another’s is deleted',
      'DELETE /components/$nobody',
      {},
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'components/relationships/license:128',
      'its license',
      'GET /components/$disk/license',
      PARTS,
      ok({ data: { id: '$license' } }),
    ),
    row(
      'components/relationships/license:139',
      'the license of another’s',
      'GET /components/$nobody/license',
      {},
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'components/relationships/machine:128',
      'its machine',
      'GET /components/$disk/machine',
      PARTS,
      ok({ data: { id: '$machine' } }),
    ),
    row(
      'components/relationships/machine:139',
      'the machine of another’s',
      'GET /components/$nobody/machine',
      {},
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'components/relationships/product:155',
      'its product',
      'GET /components/$disk/product',
      PARTS,
      ok({ data: { id: '$product' } }),
    ),
    row(
      'components/relationships/product:184',
      'the product of another’s',
      'GET /components/$nobody/product',
      {},
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'machines/relationships/components:152',
      'of a machine',
      'GET /machines/$machine/components',
      PARTS,
      names('disk', 'board'),
    ),
    row(
      'machines/relationships/components:326',
      'one of a machine',
      'GET /machines/$machine/components/$disk',
      PARTS,
      ok({ data: { id: '$disk' } }),
    ),
    row(
      'machines/relationships/components:346',
      'one of another of its machines',
      'GET /machines/$two/components/$disk',
      { given: ['activated', 'two more', 'parts'] },
      refused(404, 'NOT_FOUND'),
    ),
  ],
}
