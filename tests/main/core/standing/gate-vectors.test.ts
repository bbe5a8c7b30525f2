// The vectors of the gate (docs/formats/gate-v1.md) hold of the shipped one, which is the reference of all others.
import { afterAll, describe, expect, it } from 'vitest'
import path from 'node:path'
import { chmodSync, mkdirSync } from 'node:fs'
import { askReferenceAsNobody } from '#tests/support/gate/ask-reference.ts'
import { layOutCase, openAgain } from '#tests/support/gate/gate-case.ts'
import { readVectors } from '#tests/support/gate/read-vectors.ts'
import { sentenceOf } from '#tests/support/gate/sentence-of.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
const root = cleanup.folder('gate-vectors-')
chmodSync(root, 0o755)
afterAll(() => cleanup.run())

describe('a gate answers each vector as it is written', () => {
  const vectors = readVectors()

  it('there are enough of them', () => expect(vectors.length).toBeGreaterThanOrEqual(120))

  it.each(vectors.map((vector) => [vector.name, vector] as const))(
    '%s',
    async (name, { answer, sentence, ...vector }) => {
      const folder = path.join(root, name)
      mkdirSync(folder)
      layOutCase(vector, folder)
      const told = await askReferenceAsNobody(vector, folder)
      openAgain(vector, folder)
      expect(told).toEqual(answer)
      expect('mayRun' in told ? sentenceOf(vector.ask, told) : undefined).toBe(sentence)
    },
  )
})
