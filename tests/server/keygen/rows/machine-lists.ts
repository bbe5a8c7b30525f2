// Lists of machines.
import { differs, ok, refused, row, type Area } from '../row.ts'

const THREE = { given: ['activated', 'two more'] } as const
const names = (...all: string[]) => ok({ data: all.map((fingerprint) => ({ attributes: { fingerprint } })) })
const link = (query: string) => `/v1/machines?${query}`
const ofLicense = (query: string) => `/v1/licenses/$license/machines?${query}`
const ASC = 'order=asc'
const wrong = (from: string, says: string, query: string, parameter: string) =>
  row(from, says, `GET /machines?${query}`, {}, refused(400, undefined, parameter))

export const machineLists: Area = {
  area: 'Lists of machines',
  rows: [
    row('machines/index:710', 'its own', 'GET /machines', THREE, names('three', 'two', 'one')),
    row('machines/index:724', 'none', 'GET /machines', { given: ['another license'] }, ok({ data: [] })),
    row('machines/index:312', 'by fingerprint', 'GET /machines?fingerprint=two', THREE, names('two')),
    row(
      'app/models/machine.rb',
      'by a fingerprint that none has',
      'GET /machines?fingerprint=four',
      THREE,
      names(),
    ),
    row(
      'machines/index:325',
      'by address',
      'GET /licenses/$license/machines?ip=192.0.2.1',
      THREE,
      names('three', 'two', 'one'),
    ),
    row(
      'machines/index:338',
      'by hostname',
      'GET /licenses/$license/machines?hostname=two.example',
      THREE,
      names('two'),
    ),
    row(
      'machines/index:351',
      'by metadata, as it comes back',
      'GET /licenses/$license/machines?metadata[nodeId]=two',
      THREE,
      names('two'),
    ),
    row(
      'machines/index:376',
      'by metadata, as it was sent',
      'GET /licenses/$license/machines?metadata[node_id]=two',
      THREE,
      names('two'),
    ),
    row(
      'machines/index:401',
      'those that are alive',
      'GET /licenses/$license/machines?status=alive',
      { given: ['activated', 'pinged'] },
      names('one'),
    ),
    row(
      'machines/index:463',
      'those that are dead',
      'GET /licenses/$license/machines?status=dead',
      { given: ['activated', 'pinged', 'ping too old', 'two more'] },
      names('one'),
    ),
    row(
      'machines/index:668',
      'by the key of the license',
      'GET /machines?key=$key',
      THREE,
      names('three', 'two', 'one'),
    ),
    row('machines/index:687', 'by another key', 'GET /machines?key=invalid', THREE, names()),
    row(
      'app/controllers/api/v1/machines_controller.rb',
      'by another license',
      'GET /machines?license=$other',
      { given: ['activated', 'another license'] },
      names(),
    ),
    row(
      'app/controllers/api/v1/machines_controller.rb',
      'by product and policy',
      'GET /machines?product=$product&policy=$policy',
      { given: ['activated'] },
      names('one'),
    ),
    row(
      'app/controllers/api/v1/machines_controller.rb',
      'by an owner that there is not',
      'GET /machines?owner=$nobody',
      { given: ['activated'] },
      names(),
    ),
    row(
      'licenses/relationships/machines:85',
      'of the license',
      'GET /licenses/$license/machines',
      THREE,
      names('three', 'two', 'one'),
    ),
    row(
      'app/controllers/api/v1/licenses/relationships/machines_controller.rb',
      'of the license by its key',
      'GET /licenses/$key/machines?limit=1',
      THREE,
      names('three'),
    ),
    row(
      'licenses/relationships/machines:202',
      'of another license',
      'GET /licenses/$other/machines',
      { given: ['another license'] },
      refused(404, 'NOT_FOUND'),
    ),
    row(
      'licenses/relationships/machines:131',
      'one of the license',
      'GET /licenses/$license/machines/$machine',
      { given: ['activated'] },
      ok({ data: { id: '$machine' } }),
    ),
    row(
      'app/controllers/api/v1/licenses/relationships/machines_controller.rb',
      'one that is not its own',
      'GET /licenses/$license/machines/$theirs',
      { given: ['another license'] },
      refused(404, 'NOT_FOUND'),
    ),
    row('machines/index:278', 'two of them', 'GET /machines?limit=2', THREE, names('three', 'two')),
    row('machines/index:296', 'too many', 'GET /machines?limit=900', {}, refused(400, undefined, 'limit')),
    row('machines/index:304', 'none of them', 'GET /machines?limit=0', {}, refused(400, undefined, 'limit')),
    row('machines/index:70', 'a page', 'GET /machines?page[number]=2&page[size]=2', THREE, {
      ...names('one'),
      has: {
        data: [{ attributes: { fingerprint: 'one' } }],
        links: {
          self: link('page%5Bnumber%5D=2&page%5Bsize%5D=2'),
          prev: link('page%5Bnumber%5D=1&page%5Bsize%5D=2'),
          next: null,
          first: link('page%5Bnumber%5D=1&page%5Bsize%5D=2'),
          last: link('page%5Bnumber%5D=2&page%5Bsize%5D=2'),
          meta: { pages: 2, count: 3 },
        },
      },
    }),
    row(
      'machines/index:79',
      'a page of those that were asked for',
      'GET /machines?page[number]=1&page[size]=100&policy=$policy',
      THREE,
      ok({
        links: {
          self: link('page%5Bnumber%5D=1&page%5Bsize%5D=100&policy=$policy'),
          prev: null,
          next: null,
          meta: { pages: 1, count: 3 },
        },
      }),
    ),
    row(
      'app/controllers/concerns/pagination.rb',
      'no link shows who asked',
      'GET /machines?page[number]=1&token=license:$key',
      { ...THREE, as: 'nobody' },
      ok({ links: { self: link('page%5Bnumber%5D=1&page%5Bsize%5D=10') } }),
    ),
    row(
      'app/controllers/concerns/pagination.rb',
      'a page of none',
      'GET /licenses/$license/machines?page[number]=1',
      {},
      ok({
        data: [],
        links: {
          first: ofLicense('page%5Bnumber%5D=1&page%5Bsize%5D=10'),
          last: ofLicense('page%5Bnumber%5D=0&page%5Bsize%5D=10'),
          meta: { pages: 0, count: 0 },
        },
      }),
    ),
    wrong('app/controllers/concerns/pagination.rb', 'as many as a letter', 'limit=x', 'limit'),
    differs(
      row(
        'app/models/machine.rb',
        'by metadata within metadata',
        'GET /licenses/$license/machines?metadata[rack][row]=4',
        THREE,
        names(),
      ),
      refused(400, undefined, 'metadata[rack][row]'),
      'metadata is searched by the members of its first level; who asks for others is not shown all machines',
    ),
    wrong('machines/index:189', 'a page that is too large', 'page[number]=1&page[size]=250', 'page[size]'),
    wrong('machines/index:197', 'a page of nothing', 'page[number]=1&page[size]=0', 'page[size]'),
    wrong('machines/index:205', 'a page before the first', 'page[number]=-1&page[size]=10', 'page[number]'),
    wrong(
      'app/models/concerns/pageable.rb',
      'a page behind the hundredth',
      'page[number]=101',
      'page[number]',
    ),
    wrong('machines/index:213', 'what is no page', 'page=1&size=100', 'page'),
    wrong('app/controllers/concerns/pagination.rb', 'a size alone', 'page[size]=5', 'page'),
    row('machines/index:221', 'from the first on', 'GET /machines?page[size]=2&page[cursor]=', THREE, {
      ...names('three', 'two'),
      has: {
        data: [{ id: '$three' }, { id: '$two' }],
        links: {
          self: link('page%5Bcursor%5D=&page%5Bsize%5D=2'),
          next: link('page%5Bcursor%5D=$two&page%5Bsize%5D=2'),
        },
      },
    }),
    row(
      'machines/index:253',
      'from one on',
      'GET /machines?page[size]=2&page[cursor]=$two',
      THREE,
      ok({
        data: [{ id: '$machine' }],
        links: { self: link('page%5Bcursor%5D=$two&page%5Bsize%5D=2'), next: null },
      }),
    ),
    wrong('app/models/concerns/pageable.rb', 'from what is no id', 'page[cursor]=two', 'page[cursor]'),
    wrong(
      'app/controllers/concerns/pagination.rb',
      'a number and a cursor',
      'page[number]=1&page[cursor]=',
      'page',
    ),
    row(
      'app/models/concerns/orderable.rb',
      'the oldest first',
      'GET /licenses/$license/machines?order=asc',
      THREE,
      {
        ...names('one', 'two', 'three'),
      },
    ),
    row(
      'app/models/concerns/orderable.rb',
      'the oldest of those on an address',
      'GET /licenses/$license/machines?order=asc&ip=192.0.2.1&limit=2',
      THREE,
      names('one', 'two'),
    ),
    row(
      'app/controllers/concerns/pagination.rb',
      'a page, the oldest first',
      `GET /licenses/$license/machines?page[number]=1&page[size]=2&${ASC}`,
      THREE,
      {
        ...ok({
          data: [{ id: '$machine' }, { id: '$two' }],
          links: {
            self: ofLicense(`${ASC}&page%5Bnumber%5D=1&page%5Bsize%5D=2`),
            next: ofLicense(`${ASC}&page%5Bnumber%5D=2&page%5Bsize%5D=2`),
          },
        }),
      },
    ),
    row(
      'lib/keyset_pagination.rb',
      'from the oldest on',
      `GET /licenses/$license/machines?page[size]=2&page[cursor]=&${ASC}`,
      THREE,
      {
        ...ok({
          data: [{ id: '$machine' }, { id: '$two' }],
          links: { next: ofLicense(`${ASC}&page%5Bcursor%5D=$two&page%5Bsize%5D=2`) },
        }),
      },
    ),
    row(
      'lib/keyset_pagination.rb',
      'those that are newer than one',
      `GET /licenses/$license/machines?page[size]=2&page[cursor]=$two&${ASC}`,
      THREE,
      ok({ data: [{ id: '$three' }], links: { next: null } }),
    ),
    wrong('app/models/concerns/orderable.rb', 'what is no order', 'order=x', 'order'),
    wrong('lib/keyset_pagination.rb', 'no order of a cursor', 'page[cursor]=&order=', 'order'),
    row(
      'app/controllers/api/v1/machines_controller.rb',
      'nobody’s',
      'GET /machines',
      { as: 'nobody' },
      refused(401, 'TOKEN_MISSING'),
    ),
  ],
}
