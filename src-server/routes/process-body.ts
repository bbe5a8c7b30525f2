// What a client sends of a process (docs/protocol.md#processes).
import { z } from 'zod'
import { unprocessable, type ApiError } from '../json-api/errors.ts'
import { isUuid } from '../json-api/uuid.ts'
import { metadata, metadataProblem, type SentMetadata } from './metadata-body.ts'

const id = z.string().refine(isUuid, 'must be a UUID')
const type = z.enum(['process', 'processes'])

export const newProcess = z.strictObject({
  data: z.strictObject({
    type,
    id: id.nullish(),
    attributes: z.strictObject({
      pid: z.string().refine((text) => text.trim() !== '', 'cannot be blank'),
      metadata: metadata.nullish(),
    }),
    relationships: z.strictObject({
      machine: z.strictObject({ data: z.strictObject({ type: z.enum(['machine', 'machines']), id }) }),
    }),
  }),
})

/** Of a process the vendor alone changes anything at Keygen. */
export const changedProcess = z.strictObject({
  data: z.strictObject({ type, id: z.string().nullish(), attributes: z.strictObject({}) }),
})

const LONGEST_PID = 4096

interface NewAttributes {
  readonly pid: string
  readonly metadata?: SentMetadata
}

/** The first attribute that cannot be, or null. */
export function processProblem({ pid, metadata: sent }: NewAttributes): ApiError | null {
  const problem = (attribute: string) => (code: string, detail: string) =>
    unprocessable('processes', `${attribute.toUpperCase()}_${code}`, detail, `/data/attributes/${attribute}`)
  const ofPid = problem('pid')
  if (['actions', 'action'].includes(pid)) return ofPid('NOT_ALLOWED', 'is a word of addresses')
  if (pid.length > LONGEST_PID) return ofPid('TOO_LONG', `has at most ${LONGEST_PID} letters`)
  return metadataProblem(sent, problem('metadata'))
}
