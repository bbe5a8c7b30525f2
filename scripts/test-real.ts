// npm run test:real: the tests that need more than Node and a browser, and one last line that counts them.
import { inWords, readOptions, refuse } from './in-words.ts'
import { ensureChromium } from './test/ensure-chromium.ts'
import { requireTools } from './test/ensure-tools.ts'
import { namesNoFile } from './test/named-files.ts'
import { BUILD, playwrightStage, vitestStage } from './test/stages.ts'
import { runSuite } from './test/suite.ts'

const HELP = `npm run test:real -- [FILE …] [--install] [--slow]
  FILE        a test file of tests/real, or a part of its name; all of them where none is named
  --install   installs what is missing, where that is possible: Debian, as root
  --slow      names the slowest tests`

const { values, positionals: files } = readOptions(HELP, {
  options: { install: { type: 'boolean', default: false }, slow: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const noFile = namesNoFile(files, 'tests/real/**/*.{test,spec}.ts')
if (noFile.length > 0) refuse(`No test file has ${noFile.join(' or ')} in its name.`, HELP)

const specs = files.filter((file) => file.endsWith('.spec.ts'))
const others = files.filter((file) => !specs.includes(file))
const all = files.length === 0
await inWords(() => {
  if (values.install || process.env['CI'] === 'true') requireTools()
  ensureChromium()
  return runSuite([
    [
      BUILD,
      ...(all || others.length > 0 ? [vitestStage('with other programs', ['real'], 'verbose', others)] : []),
      ...(all || specs.length > 0 ? [playwrightStage('the app with other programs', 'real', specs)] : []),
    ],
  ])
})
