// npm test: every check that needs Node and a browser, and one last line that counts them.
import { ensureChromium } from './test/ensure-chromium.ts'
import type { Stage } from './test/stage.ts'
import { BUILD, playwrightStage, vitestStage } from './test/stages.ts'
import { runSuite } from './test/suite.ts'

/** Uses one core, and nothing else waits for it: it runs beside the others, and its output comes as a whole. */
const ASIDE: Stage = { name: 'lint', command: ['node', 'scripts/lint.ts'] }

const IN_TURN: readonly Stage[] = [
  { name: 'types', command: ['tsc', '--project', '.'] },
  {
    name: 'types of the page',
    command: ['svelte-check', '--tsgo', '--tsconfig', 'src-renderer/tsconfig.json', '--fail-on-warnings'],
  },
  { name: 'formatting', command: ['node', 'scripts/formatting.ts'] },
  {
    name: 'architecture',
    command: [
      'depcruise',
      '--config',
      '.dependency-cruiser.mjs',
      'src-main',
      'src-shared',
      'src-server',
      'src-renderer',
      'scripts',
      'tests',
    ],
  },
  BUILD,
  vitestStage('unit, component and contract tests', ['node', 'browser'], 'dot'),
  playwrightStage('end-to-end tests', 'e2e'),
]

const wanted = process.argv.slice(2)
const isWanted = ({ name }: Stage) => wanted.length === 0 || wanted.some((word) => name.includes(word))

ensureChromium()
await runSuite([ASIDE].filter(isWanted), IN_TURN.filter(isWanted))
