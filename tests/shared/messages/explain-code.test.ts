// The words for a failure of which only the code is known: an entry of the activity log must never break the page.
import { describe, expect, test } from 'vitest'
import { type ErrorCode, ERRORS } from '#shared/contract/errors.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explainCode } from '#shared/messages/explain-code.ts'

const speaker = { vendor: 'VirtualMetric', support: 'help@virtualmetric.example' }
const explain = (code: string) => explainCode(code, en, speaker, 'https://server.example')

describe('a code alone', () => {
  test.each(Object.keys(ERRORS) as ErrorCode[])('%s has words without its parameters', (code) => {
    const { what, cause, todo } = explain(code)
    expect(what).not.toBe('')
    expect(what + cause + todo).not.toMatch(/\0|undefined|null/)
  })

  test('has no cause where the cause needs what is not known', () => {
    expect(explain('server_unreachable')).toMatchObject({ cause: '' })
    expect(explain('license_suspended').cause).toBe('The vendor has put it on hold.')
  })

  test('of another version is its own word', () => {
    expect(explain('no_ether')).toEqual({ what: 'no_ether', cause: '', todo: '' })
  })
})
