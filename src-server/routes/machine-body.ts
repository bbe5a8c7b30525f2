// What a client sends of a machine: how it may look (400), and what it may say (422, by Keygen's codes)
// (docs/protocol.md#machines).
import { z } from 'zod'
import { unprocessable, type ApiError } from '../json-api/errors.ts'
import { isUuid } from '../json-api/uuid.ts'
import type { MachineChange } from '../store/machines.ts'
import { nestedComponent, nestedProblems } from './component-body.ts'
import { metadata, metadataProblem } from './metadata-body.ts'

const id = z.string().refine(isUuid, 'must be a UUID')
const text = z.string().nullish()
/** Also one that is too large to be held, below where a number is written with an exponent: machineProblems refuses it. */
const isWhole = (value: number) => Number.isInteger(value) && Math.abs(value) < 1e21
const count = z.number().refine(isWhole, 'must be an integer').nullish()

const described = { name: text, hostname: text, platform: text, ip: text }

/** There are no users here, so that an owner may only be null. */
export const newMachine = z.strictObject({
  data: z.strictObject({
    type: z.enum(['machine', 'machines']),
    id: id.nullish(),
    attributes: z.strictObject({
      fingerprint: z.string().refine((value) => value.trim() !== '', 'cannot be blank'),
      ...described,
      cores: count,
      memory: count,
      disk: count,
      metadata: metadata.nullish(),
    }),
    relationships: z.strictObject({
      license: z.strictObject({
        data: z.strictObject({ type: z.enum(['license', 'licenses']), id }),
      }),
      components: z.strictObject({ data: z.array(nestedComponent) }).nullish(),
      owner: z
        .strictObject({ data: z.strictObject({ type: z.enum(['user', 'users']), id }).nullable() })
        .nullish(),
    }),
  }),
})

export type NewMachine = z.infer<typeof newMachine>['data']

export const changedMachine = z.strictObject({
  data: z.strictObject({
    type: z.enum(['machine', 'machines']),
    id: z.string().nullish(),
    attributes: z.strictObject(described),
  }),
})

const LONGEST_LABEL = 255
const LONGEST_FINGERPRINT = 4096
/** Keygen's most; memory and disk in bytes, far below what a number holds exactly for a sum of many. */
const MOST = { cores: 2_147_483_647, memory: 2 ** 50, disk: 2 ** 50 }
/** Words of addresses. */
const RESERVED = ['actions', 'action']

/** What cannot be, in the order of Keygen's machine. */
export function machineProblems({ attributes, relationships }: NewMachine): ApiError[] {
  const nested = nestedProblems(relationships.components?.data ?? [])
  const owner = relationships.owner?.data
    ? [unprocessable('machines', 'OWNER_NOT_FOUND', 'must exist', '/data/relationships/owner')]
    : []
  const large = metadataProblem(attributes.metadata, (code, detail) =>
    invalidAttribute('metadata', code, detail),
  )
  const amounts = (['cores', 'memory', 'disk'] as const)
    .filter((name) => (attributes[name] ?? 1) < 1 || (attributes[name] ?? 1) > MOST[name])
    .map((name) => invalidAttribute(name, 'INVALID', `must be at least 1 and at most ${MOST[name]}`))
  return [
    ...nested,
    ...owner,
    ...fingerprintProblems(attributes.fingerprint),
    ...(large ? [large] : []),
    ...amounts,
    ...labelProblems(attributes),
  ]
}

function fingerprintProblems(fingerprint: string): ApiError[] {
  if (RESERVED.includes(fingerprint))
    return [invalidAttribute('fingerprint', 'NOT_ALLOWED', 'is a word of addresses')]
  return fingerprint.length > LONGEST_FINGERPRINT ? [tooLong('fingerprint', LONGEST_FINGERPRINT)] : []
}

export function labelProblems(labels: {
  readonly [Name in keyof MachineChange]?: MachineChange[Name] | undefined
}): ApiError[] {
  return (['ip', 'hostname', 'platform', 'name'] as const)
    .filter((name) => (labels[name]?.length ?? 0) > LONGEST_LABEL)
    .map((name) => tooLong(name, LONGEST_LABEL))
}

const tooLong = (name: string, most: number): ApiError =>
  invalidAttribute(name, 'TOO_LONG', `has at most ${most} letters`)

const invalidAttribute = (name: string, code: string, detail: string): ApiError =>
  unprocessable('machines', `${name.toUpperCase()}_${code}`, detail, `/data/attributes/${name}`)
