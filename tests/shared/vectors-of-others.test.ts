// The files, keys and answers that others made (tests/vectors/others/README.md).
import { describe, expect, test } from 'vitest'
import { answerHolds } from '#main/core/standing/server-word.ts'
import type { TrustedKey } from '#shared/contract/vendor-profile.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { fileSecret, openEnvelope, readEnvelope, signatureHolds } from '#shared/formats/envelope.ts'
import { openMachineFile } from '#shared/license/machine-file.ts'
import { contextFor } from '#tests/support/machine-files.ts'
import { loadProfile } from '#tests/support/profile.ts'
import filesAndKeys from '#tests/vectors/others/files-and-keys.json' with { type: 'json' }
import signedAnswers from '#tests/vectors/others/http-signatures.json' with { type: 'json' }

interface FileVector {
  readonly id: string
  readonly kind: 'license-file' | 'machine-file' | 'signed-key'
  readonly publicKey: string
  readonly licenseKey: string
  readonly fingerprint: string | null
  readonly certificate: string
  readonly expect: {
    readonly meta: { issued: string }
    readonly dataType: string
    readonly dataId: string
    readonly dataset: unknown
  }
}

const trusted = (publicKey: string): TrustedKey => ({
  id: '00000000',
  publicKey,
  use: ['files', 'responses'],
  from: '2020-01-01T00:00:00Z',
  until: null,
  revoked: false,
})

const vectors = filesAndKeys as readonly FileVector[]

test('every vector names where it is from', () => {
  const sources = [...filesAndKeys, ...signedAnswers].map(({ source }) => source)
  expect(sources.length).toBeGreaterThan(5)
  for (const source of sources)
    expect(source).toMatchObject({
      license: 'MIT',
      commit: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
    })
})

describe.for(vectors.filter((vector) => vector.kind !== 'signed-key'))('$id', (vector) => {
  const kind = vector.kind === 'machine-file' ? 'machine' : 'license'

  test('holds, opens, and says what its maker put in', () => {
    const envelope = readEnvelope(vector.certificate, nodePrimitives)
    if (!envelope.ok) return expect.fail(envelope.error.code)
    expect(signatureHolds(envelope.value, vector.publicKey, nodePrimitives)).toBe(true)
    const secret = fileSecret(kind, vector.licenseKey, vector.fingerprint ?? '')
    expect(openEnvelope(envelope.value, secret, nodePrimitives)).toMatchObject({
      ok: true,
      value: { meta: vector.expect.meta, data: { type: vector.expect.dataType, id: vector.expect.dataId } },
    })
  })

  test('is judged on the day it was issued', () => {
    const context = contextFor([], {
      code: vector.licenseKey,
      uniqueKey: vector.fingerprint ?? '',
      keys: [trusted(vector.publicKey)],
      account: '1fddcec8-8dd3-4d8d-9b16-215cac0f9b52',
    })
    const result = openMachineFile(vector.certificate, context, {
      clock: Date.parse(vector.expect.meta.issued),
    })
    // Another vendor's application is refused as such, after everything else held.
    expect(result.ok ? 'ok' : result.error.code).toBe(
      kind === 'machine' ? 'other_application' : 'wrong_file_type',
    )
  })
})

test.for(vectors.filter((vector) => vector.kind === 'signed-key'))(
  '$id verifies over “key/” and its payload',
  (vector) => {
    const [payload = '', signature = ''] = vector.licenseKey.split('.')
    const message = nodePrimitives.encodeUtf8(payload)
    expect(nodePrimitives.verifyEd25519(vector.publicKey, message, Buffer.from(signature, 'base64url'))).toBe(
      true,
    )
    const dataset: unknown = JSON.parse(
      Buffer.from(payload.replace('key/', ''), 'base64url').toString('utf8'),
    )
    expect(dataset).toEqual(vector.expect.dataset)
  },
)

interface AnswerVector {
  readonly id: string
  readonly publicKey: string
  readonly method: string
  readonly path: string
  readonly host: string
  readonly date: string
  readonly digest: string
  readonly signature: string
  readonly body: string
}

test.for(signedAnswers as AnswerVector[])('$id holds, and not with one letter changed', (vector) => {
  const answer = { ...vector, target: vector.path }
  const vendor = { ...loadProfile(), keys: [trusted(vector.publicKey)] }
  expect(answerHolds(answer, vendor, nodePrimitives)).toBe(true)
  expect(
    answerHolds({ ...answer, body: answer.body.replace('ACTIVE', 'ACTIVF') }, vendor, nodePrimitives),
  ).toBe(false)
  expect(answerHolds({ ...answer, target: `${answer.target}?x` }, vendor, nodePrimitives)).toBe(false)
  expect(
    answerHolds({ ...answer, date: answer.date.replace('14 GMT', '15 GMT') }, vendor, nodePrimitives),
  ).toBe(false)
})
