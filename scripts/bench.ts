// npm run bench: figures as JSON lines. `npm run bench -- NAME …` runs only those.
import { buildAll } from './build.ts'
import { benchExport } from './bench/export.ts'
import { benchFreshClone } from './bench/fresh-clone.ts'
import { benchGate } from './bench/gate.ts'
import { benchList } from './bench/list.ts'
import { benchMachineFile } from './bench/machine-file.ts'
import { benchPageInteractive, benchPageSize } from './bench/page.ts'
import { benchReload } from './bench/reload.ts'
import { benchServerWrite } from './bench/server-write.ts'
import { benchTable } from './bench/table/measure.ts'
import { inWords, readOptions, refuse } from './in-words.ts'
import { ensureChromium } from './test/ensure-chromium.ts'

const BENCHES: Readonly<Record<string, (sizes: readonly number[]) => unknown>> = {
  'machine-file': benchMachineFile,
  gate: benchGate,
  'server-write': benchServerWrite,
  'page-size': benchPageSize,
  'page-interactive': benchPageInteractive,
  list: benchList,
  export: benchExport,
  table: benchTable,
  reload: benchReload,
  'fresh-clone': benchFreshClone,
}

const HELP = `npm run bench -- [NAME …] [ROWS …]
  NAME             ${Object.keys(BENCHES).join(', ')}; all of them where none is named
  ROWS             of “table”, these numbers of rows alone: 1000, 10000, 100000`

const { positionals } = readOptions(HELP, { allowPositionals: true })
const sizes = positionals.filter((word) => /^\d+$/.test(word)).map(Number)
const wanted = positionals.filter((word) => !/^\d+$/.test(word))
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHES, name))
if (unknown.length > 0) refuse(`There is no bench ${unknown.join(' or ')}.`, HELP)

await inWords(async () => {
  ensureChromium()
  await buildAll()
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench(sizes)
  }
})
