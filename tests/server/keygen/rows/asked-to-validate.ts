// How rows ask for a validation, and what is answered.
import { ok, row, type Answered, type Question, type Row } from '../row.ts'

export const VALIDATE = 'POST /licenses/actions/validate-key'
export const BY_ID = 'POST /licenses/$license/actions/validate'
export const QUICK = 'GET /licenses/$license/actions/validate'

export const says = (code: string, valid: boolean, detail?: string): Answered => ({
  ...ok({ meta: { valid, ...(detail !== undefined && { detail }) } }),
  code,
})
export const VALID = says('VALID', true, 'is valid')

export const byKey = (from: string, what: string, question: Question, meta: object, answer: Answered): Row =>
  row(from, what, VALIDATE, { as: 'nobody', ...question, body: { meta: { key: '$key', ...meta } } }, answer)
export const scoped = (
  from: string,
  what: string,
  question: Question,
  scope: object,
  answer: Answered,
): Row => byKey(from, what, question, { scope }, answer)
export const byId = (from: string, what: string, question: Question, scope: object, answer: Answered): Row =>
  row(from, what, BY_ID, { ...question, body: { meta: { scope } } }, answer)

export const ONE = { given: ['activated'], sold: { machines: 1 } } as const
export const DEAD = { given: ['activated', 'pinged', 'ping too old'] } as const
export const PARTS = { given: ['activated', 'parts'] } as const
export const FEATURES = { given: ['activated'], sold: { features: ['sso', 'audit'] } } as const
export const f = 'licenses/actions/validations'
