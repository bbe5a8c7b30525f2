// npm run gallery: every state of the page on the fake host, with switches for theme, size and language.
import open from 'open'
import { needPort } from './demo/free-port.ts'
import { startPageServer } from './dev/page-server.ts'
import { inWords, readOptions } from './in-words.ts'

const HELP = `npm run gallery -- [options]
  --no-open        print the address, open no browser
  --port NUMBER    port of the page (default: a free one)`

const { values: options } = readOptions(HELP, {
  options: { open: { type: 'boolean', default: true }, port: { type: 'string', default: '0' } },
  allowNegative: true,
})

await inWords(async () => {
  const { origin } = await startPageServer('tests/renderer/gallery', await needPort(options.port), {
    // What the states import is found late otherwise, and reloads the frame.
    optimizeDeps: { entries: ['index.html', 'frame.html'] },
  })
  process.stdout.write(`The gallery is open at\n\n  ${origin}/\n\nCtrl-C ends it.\n`)
  if (options.open) (await open(`${origin}/`).catch(() => null))?.on('error', () => undefined)
})
