// What a client sends of a process (docs/protocol.md#processes).
import { z } from 'zod'
import { unprocessable, type ApiError } from '../json-api/errors.ts'
import { isUuid } from '../json-api/uuid.ts'
import { metadata } from './component-body.ts'

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

export function pidProblem(pid: string): ApiError | null {
  const problem = (code: string, detail: string) =>
    unprocessable(`PID_${code}`, detail, '/data/attributes/pid')
  if (['actions', 'action'].includes(pid)) return problem('NOT_ALLOWED', 'is a word of addresses')
  return pid.length > LONGEST_PID ? problem('TOO_LONG', `has at most ${LONGEST_PID} letters`) : null
}
