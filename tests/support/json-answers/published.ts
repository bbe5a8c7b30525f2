// What a program prints with --json against the schemas of docs/formats/, and those schemas as a file
// (docs/formats/json-answers.md).
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { operandsIn } from '#shared/operands.ts'
import { DESK_ANSWERS, DESK_ERROR, DESK_PARTS } from './desk.ts'
import { SERVER_ANSWERS, SERVER_ERROR, SERVER_PARTS } from './server.ts'

type Schemas = Readonly<Record<string, z.ZodType>>

interface Program {
  /** By the words of the command. */
  readonly answers: Schemas
  readonly error: z.ZodType
  readonly parts: Schemas
}

export const PROGRAMS = {
  'activation-desk': { answers: DESK_ANSWERS, error: DESK_ERROR, parts: DESK_PARTS },
  'activation-server': { answers: SERVER_ANSWERS, error: SERVER_ERROR, parts: SERVER_PARTS },
} satisfies Record<string, Program>

export type ProgramName = keyof typeof PROGRAMS

/** A name that needs no escape in an address. */
const nameOf = (command: string) => command.replaceAll(' ', '-')

/** One file a program: each command's answer is `#/$defs/<its words, with dashes>`, a refusal `#/$defs/error`. */
export function publishedSchema(name: ProgramName): object {
  const { answers, error, parts }: Program = PROGRAMS[name]
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries({ ...parts, error })) registry.add(schema, { id })
  // Two commands may give the same answer; a registry has one name for each.
  for (const [command, schema] of Object.entries(answers))
    registry.add(
      z.lazy(() => schema),
      { id: nameOf(command) },
    )
  const { schemas } = z.toJSONSchema(registry, {
    uri: (id) => `#/$defs/${id}`,
    // `format` says it, in fewer letters.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
    },
  })
  const $defs: Record<string, object> = {}
  for (const id of Object.keys(schemas).toSorted())
    $defs[id] = { ...schemas[id], $schema: undefined, $id: undefined }
  const $schema = 'https://json-schema.org/draft/2020-12/schema'
  return { $schema, title: `What ${name} --json prints`, $defs }
}

/** Throws where a line that was printed is of no published form, or says more than that. */
export function insistOnPublished(name: ProgramName, argv: readonly string[], printed: string): void {
  const { answers, error }: Program = PROGRAMS[name]
  const operands = operandsIn(['node', name, ...argv])
  const command = [3, 2, 1].map((count) => operands.slice(0, count).join(' ')).find((one) => one in answers)
  for (const line of printed.split('\n').filter((one) => one !== '')) {
    const value: unknown = JSON.parse(line)
    const isError = typeof value === 'object' && value !== null && 'error' in value
    const schema = isError ? error : answers[command ?? '']
    if (!schema) throw new Error(`${operands.join(' ')} has no published form`)
    const read = schema.parse(value)
    if (!isDeepStrictEqual(read, value))
      throw new Error(`${command ?? ''} says more than its published form: ${line}`)
  }
}
