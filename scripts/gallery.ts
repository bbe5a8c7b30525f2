// npm run gallery: every state of the page on the fake host, with switches for theme, size and language.
import path from 'node:path'
import open from 'open'
import { needPort } from './demo/free-port.ts'
import { startPageServer } from './dev/page-server.ts'
import { inWords, readOptions, refuse } from './in-words.ts'

const HELP = `npm run gallery -- [options]
  --no-open        print the address, open no browser
  --pictures DIR   write a picture of each state in both themes, from a Chromium’s window, and end
  --size WxH       of the pictures: 1280x800 (default) or 800x600
  --port NUMBER    port of the page (default: a free one)`

const { values: options } = readOptions(HELP, {
  options: {
    open: { type: 'boolean', default: true },
    port: { type: 'string', default: '0' },
    pictures: { type: 'string' },
    size: { type: 'string', default: '1280x800' },
  },
  allowNegative: true,
})

await inWords(async () => {
  const server = await startPageServer('tests/renderer/gallery', await needPort(options.port), {
    // What the states import is found late otherwise, and reloads the frame.
    optimizeDeps: { entries: ['index.html', 'frame.html'] },
  })
  const { origin } = server
  if (options.pictures !== undefined) {
    const { SIZES, takePictures } = await import('./gallery/pictures.ts')
    const size = (Object.keys(SIZES) as (keyof typeof SIZES)[]).find((one) => one === options.size)
    if (size === undefined) refuse(`“${options.size}” is no size of pictures.`, HELP)
    const missed = await takePictures(origin, path.resolve(options.pictures), size).finally(() =>
      server.close(),
    )
    for (const state of missed) process.stderr.write(`Not reached: ${state}\n`)
    return missed.length > 0 ? 1 : 0
  }
  process.stdout.write(`The gallery is open at\n\n  ${origin}/\n\nCtrl-C ends it.\n`)
  if (options.open) (await open(`${origin}/`).catch(() => null))?.on('error', () => undefined)
})
