// What a client sends of a component, alone or with its machine (docs/protocol.md#components).
import { z } from 'zod'
import { unprocessable, type ApiError, type Resource } from '../json-api/errors.ts'
import { isUuid } from '../json-api/uuid.ts'
import { metadata, metadataProblem } from './metadata-body.ts'

const id = z.string().refine(isUuid, 'must be a UUID')
const notBlank = z.string().refine((text) => text.trim() !== '', 'cannot be blank')
const type = z.enum(['component', 'components'])

const attributes = z.strictObject({ fingerprint: notBlank, name: notBlank, metadata: metadata.nullish() })

/** As it comes with a machine. */
export const nestedComponent = z.strictObject({ type, attributes })

export const newComponent = z.strictObject({
  data: z.strictObject({
    type,
    attributes,
    relationships: z.strictObject({
      machine: z.strictObject({ data: z.strictObject({ type: z.enum(['machine', 'machines']), id }) }),
    }),
  }),
})

export const changedComponent = z.strictObject({
  data: z.strictObject({
    type,
    id: z.string().nullish(),
    attributes: z.strictObject({ name: notBlank.nullish() }),
  }),
})

type Described = Partial<Pick<z.infer<typeof attributes>, 'fingerprint' | 'metadata'>> & {
  readonly name?: string | null | undefined
}

interface Within {
  /** What is refused. */
  readonly resource: Resource
  readonly pointer: string
  /** What its codes begin with. */
  readonly prefix: string
}

/** What cannot be. `within`: in a machine it is the machine that is refused. */
export function componentProblems(
  { fingerprint = '', name, metadata: sent }: Described,
  within: Within = { resource: 'components', pointer: '/data', prefix: '' },
): ApiError[] {
  const problem = (attribute: string, code: string, detail: string) =>
    unprocessable(
      within.resource,
      `${within.prefix}${attribute.toUpperCase()}_${code}`,
      detail,
      `${within.pointer}/attributes/${attribute}`,
    )
  const found: ApiError[] = []
  if (['actions', 'action'].includes(fingerprint))
    found.push(problem('fingerprint', 'NOT_ALLOWED', 'is a word of addresses'))
  if (fingerprint.length > 4096) found.push(problem('fingerprint', 'TOO_LONG', 'has at most 4096 letters'))
  if ((name?.length ?? 0) > 255) found.push(problem('name', 'TOO_LONG', 'has at most 255 letters'))
  const large = metadataProblem(sent, (code, detail) => problem('metadata', code, detail))
  return large ? [...found, large] : found
}

type Nested = z.infer<typeof nestedComponent>

const MOST_NESTED = 20

/** Of those that come with a machine. */
export function nestedProblems(components: readonly Nested[]): ApiError[] {
  if (components.length > MOST_NESTED)
    return [{ status: 422, detail: `A machine comes with at most ${MOST_NESTED} components` }]
  const within = (at: number): Within => ({
    resource: 'machines',
    pointer: `/data/relationships/components/data/${at}`,
    prefix: 'COMPONENTS_',
  })
  return components.flatMap((component, at) => {
    const { fingerprint } = component.attributes
    const pointer = `${within(at).pointer}/attributes/fingerprint`
    const twice = components.filter((one) => one.attributes.fingerprint === fingerprint).length > 1
    const conflict = unprocessable('machines', 'COMPONENTS_FINGERPRINT_CONFLICT', 'is there twice', pointer)
    return [...componentProblems(component.attributes, within(at)), ...(twice ? [conflict] : [])]
  })
}
