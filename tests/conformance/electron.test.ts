// Electron's behaviour, row by row, on what the desktop tests run on here: Electron itself, or the double of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { electronRuntime, launchElectron } from '#tests/support/electron-app.ts'
import type { ElectronApp } from '#tests/support/electron-double/launch.ts'
import { makeConformanceApp } from './app/make-app.ts'
import { answerTo } from './ask-row.ts'
import { toldIn } from './live-through.ts'
import { KNOWN } from './known.ts'
import { ELECTRON_COMMIT } from './row.ts'
import { AREAS } from './table.ts'

const runtime = electronRuntime()
const onDouble = runtime === 'electron double'
const made = makeConformanceApp()
let app: ElectronApp
const count = { same: 0, known: 0, rows: 0 }

beforeAll(async () => {
  app = (await launchElectron(made.options)).app
})
afterAll(async () => {
  await app.close()
  made[Symbol.dispose]()
  console.log(`${count.rows} rows: ${count.same} same, ${count.known} known (${runtime})`)
})

for (const { area, rows } of AREAS)
  describe(area, () => {
    for (const row of rows) {
      const { says, from, expected } = row
      const known = onDouble ? KNOWN[`${area}: ${says}`] : undefined
      count.rows += 1
      test(known ? `${says} (known: ${known.why})` : says, async (context) => {
        const answer = 'life' in row ? await toldIn(row.life, row.told) : await answerTo(app, row)
        const { skipped } = (answer ?? {}) as { skipped?: string }
        if (skipped !== undefined && !onDouble) context.skip(skipped)
        expect(answer, `electron@${ELECTRON_COMMIT.slice(0, 10)} ${from}`).toEqual(
          known ? known.gives : expected,
        )
        if (known) expect(answer, 'this difference is gone: take it from known.ts').not.toEqual(expected)
        count[known ? 'known' : 'same'] += 1
      })
    }
  })
