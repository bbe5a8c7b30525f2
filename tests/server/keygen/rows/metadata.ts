// How much metadata of a machine, a process or a component may be.
import { refused, row, type Answered, type Area } from '../row.ts'

const AT = '/data/attributes/metadata'

const related = (resource: string, id: string) => ({ data: { type: resource, id } })
const component = (metadata: unknown) => ({
  type: 'components',
  attributes: { fingerprint: 'disk', name: 'HDD', metadata },
})

/** Of a new one of each kind. */
const MACHINE = (metadata: unknown, relationships: object = {}) => ({
  body: {
    data: {
      type: 'machines',
      attributes: { fingerprint: 'one', metadata },
      relationships: { license: related('licenses', '$license'), ...relationships },
    },
  },
})
const WITH_PART = (metadata: unknown) => MACHINE(undefined, { components: { data: [component(metadata)] } })
const ofMachine = { relationships: { machine: related('machines', '$machine') } }
const PROCESS = (metadata: unknown) => ({
  given: ['activated'] as const,
  body: { data: { type: 'processes', attributes: { pid: '1', metadata }, ...ofMachine } },
})
const COMPONENT = (metadata: unknown) => ({
  given: ['activated'] as const,
  body: { data: { ...component(metadata), ...ofMachine } },
})

const keys = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`key${at}`, at]))
/** As JSON it has this many bytes. */
const bytes = (count: number) => ({ a: 'x'.repeat(count - '{"a":""}'.length) })
const returns = (metadata: unknown): Answered => ({
  status: 201,
  has: { data: { attributes: { metadata } } },
})

const TOO_LONG = refused(422, 'METADATA_TOO_LONG', AT)
const DEEP = { a: { b_c: { d: {} } } }
const tooDeep = refused(400, undefined, `${AT}/a/bC/d`)

const MACHINES = 'POST /machines'
const PROCESSES = 'POST /processes'
const COMPONENTS = 'POST /components'
const PART = '/data/relationships/components/data/0/attributes/metadata'

export const metadata: Area = {
  area: 'Bounds of metadata',
  rows: [
    row('app/models/machine.rb', 'a machine with 65 keys', MACHINES, MACHINE(keys(65)), TOO_LONG),
    row(
      'app/models/machine.rb',
      'a machine with more than 16 kB',
      MACHINES,
      MACHINE(bytes(16_385)),
      TOO_LONG,
    ),
    row(
      'app/controllers/api/v1/machines_controller.rb',
      'a machine with three levels within its members',
      MACHINES,
      MACHINE(DEEP),
      tooDeep,
    ),
    row(
      'app/models/machine_component.rb',
      'a component that comes with its machine, with 65 keys',
      MACHINES,
      WITH_PART(keys(65)),
      refused(422, 'COMPONENTS_METADATA_TOO_LONG', PART),
    ),
    row(
      'app/models/machine_process.rb',
      'a process with 64 keys',
      PROCESSES,
      PROCESS(keys(64)),
      returns(keys(64)),
    ),
    row('app/models/machine_process.rb', 'a process with 65', PROCESSES, PROCESS(keys(65)), TOO_LONG),
    row(
      'app/validators/json_validator.rb',
      'keys are counted at every level, also in lists',
      PROCESSES,
      PROCESS({ list: [keys(32), keys(31)], more: 1 }),
      TOO_LONG,
    ),
    row(
      'app/models/machine_process.rb',
      'a process with 16 kB',
      PROCESSES,
      PROCESS(bytes(16_384)),
      returns(bytes(16_384)),
    ),
    row('app/models/machine_process.rb', 'a process with more', PROCESSES, PROCESS(bytes(16_385)), TOO_LONG),
    row(
      'app/validators/json_validator.rb',
      'bytes, and not letters',
      PROCESSES,
      PROCESS({ a: 'ü'.repeat(8200) }),
      TOO_LONG,
    ),
    row(
      'app/controllers/api/v1/machine_processes_controller.rb',
      'a process with three levels',
      PROCESSES,
      PROCESS(DEEP),
      tooDeep,
    ),
    row(
      'app/controllers/api/v1/machine_processes_controller.rb',
      'a list',
      PROCESSES,
      PROCESS([]),
      refused(400, undefined, AT),
    ),
    row(
      'app/models/machine_component.rb',
      'a component with 65 keys',
      COMPONENTS,
      COMPONENT(keys(65)),
      TOO_LONG,
    ),
    row(
      'config/initializers/jsonapi.rb',
      'keys that are spelled alike are one',
      COMPONENTS,
      COMPONENT({ ...keys(63), node_id: 1, nodeId: 2 }),
      returns({ ...keys(63), nodeId: 2 }),
    ),
    row(
      'app/models/machine_component.rb',
      'a component with more than 16 kB',
      COMPONENTS,
      COMPONENT(bytes(16_385)),
      TOO_LONG,
    ),
    row(
      'app/controllers/api/v1/machine_components_controller.rb',
      'a component with two levels',
      COMPONENTS,
      COMPONENT({ a: { b: { c: 1 } }, d: [[1, null]] }),
      returns({ a: { b: { c: 1 } }, d: [[1, null]] }),
    ),
    row(
      'app/controllers/api/v1/machine_components_controller.rb',
      'a component with three, in lists',
      COMPONENTS,
      COMPONENT({ a: [1, [2, []]] }),
      refused(400, undefined, `${AT}/a/1/1`),
    ),
  ],
}
