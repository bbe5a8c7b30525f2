// npm run test:real: the tests that need more than Node and a browser, and one last line that counts them.
import { parseArgs } from 'node:util'
import { ensureChromium } from './test/ensure-chromium.ts'
import { requireTools } from './test/ensure-tools.ts'
import { BUILD, playwrightStage, vitestStage } from './test/stages.ts'
import { runSuite } from './test/suite.ts'

const { values, positionals: files } = parseArgs({
  options: { install: { type: 'boolean', default: false }, slow: { type: 'boolean', default: false } },
  allowPositionals: true,
})
if (values.install || process.env['CI'] === 'true') requireTools()
ensureChromium()

const specs = files.filter((file) => file.endsWith('.spec.ts'))
const others = files.filter((file) => !specs.includes(file))
const all = files.length === 0
await runSuite([
  [
    BUILD,
    ...(all || others.length > 0 ? [vitestStage('with other programs', ['real'], 'verbose', others)] : []),
    ...(all || specs.length > 0 ? [playwrightStage('the app with other programs', 'real', specs)] : []),
  ],
])
