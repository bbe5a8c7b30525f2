// npm run bench: figures as JSON lines. `npm run bench -- NAME …` runs only those.
import { buildAll } from './build.ts'
import { benchFreshClone } from './bench/fresh-clone.ts'
import { benchGate } from './bench/gate.ts'
import { benchMachineFile } from './bench/machine-file.ts'
import { benchPageInteractive, benchPageSize } from './bench/page.ts'
import { benchReload } from './bench/reload.ts'
import { benchTable } from './bench/table/measure.ts'
import { ensureChromium } from './test/ensure-chromium.ts'

const BENCHES: Readonly<Record<string, () => unknown>> = {
  'machine-file': benchMachineFile,
  gate: benchGate,
  'page-size': benchPageSize,
  'page-interactive': benchPageInteractive,
  table: benchTable,
  reload: benchReload,
  'fresh-clone': benchFreshClone,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  process.stderr.write(`unknown: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}\n`)
  process.exitCode = 2
} else {
  ensureChromium()
  await buildAll()
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench()
  }
}
