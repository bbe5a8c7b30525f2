// Loaded before the double (`--import`): takes one rule out of it, BROKEN_RULE={ file, from, to }.
import { registerHooks } from 'node:module'

export interface Broken {
  readonly file: string
  readonly from: string
  readonly to: string
}

const { file, from, to } = JSON.parse(process.env['BROKEN_RULE'] ?? '{}') as Broken

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith(`/electron-double/${file}`)) return loaded
    const source = Buffer.from(loaded.source as Uint8Array).toString()
    if (!source.includes(from)) throw new Error(`${file} has no ${from}`)
    return { ...loaded, source: source.replace(from, to) }
  },
})
