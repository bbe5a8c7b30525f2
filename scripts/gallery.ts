// npm run gallery: every state of the page on the fake host, with switches for theme, size and language.
import { parseArgs } from 'node:util'
import open from 'open'
import { startPageServer } from './dev/page-server.ts'

const { values: options } = parseArgs({
  options: { open: { type: 'boolean', default: true }, port: { type: 'string', default: '0' } },
  allowNegative: true,
})

const { origin } = await startPageServer('tests/renderer/gallery', Number(options.port), {
  // What the states import is found late otherwise, and reloads the frame.
  optimizeDeps: { entries: ['index.html', 'frame.html'] },
})
process.stdout.write(`The gallery is open at\n\n  ${origin}/\n\nCtrl-C ends it.\n`)
if (options.open) (await open(`${origin}/`).catch(() => null))?.on('error', () => undefined)
