// npm run bench: figures as JSON lines. `npm run bench -- NAME …` runs only those.
import { inWords, readOptions, refuse } from './in-words.ts'

/** Each is loaded when it runs: what is wrong with the words after the name is told at once. */
const BENCHES: Readonly<Record<string, () => Promise<(sizes: readonly number[]) => unknown>>> = {
  'machine-file': async () => (await import('./bench/machine-file.ts')).benchMachineFile,
  gate: async () => (await import('./bench/gate.ts')).benchGate,
  'activation-gate': async () => (await import('./bench/activation-gate.ts')).benchActivationGate,
  sdk: async () => (await import('./bench/sdk.ts')).benchSdk,
  server: async () => (await import('./bench/server.ts')).benchServer,
  'server-write': async () => (await import('./bench/server-write.ts')).benchServerWrite,
  lock: async () => (await import('./bench/lock.ts')).benchLock,
  'license-import': async () => (await import('./bench/license-import.ts')).benchLicenseImport,
  'page-size': async () => (await import('./bench/page.ts')).benchPageSize,
  'page-interactive': async () => (await import('./bench/page.ts')).benchPageInteractive,
  desktop: async () => (await import('./bench/desktop.ts')).benchDesktop,
  packages: async () => (await import('./bench/packages.ts')).benchPackages,
  list: async () => (await import('./bench/list.ts')).benchList,
  export: async () => (await import('./bench/export.ts')).benchExport,
  table: async () => (await import('./bench/table/measure.ts')).benchTable,
  reload: async () => (await import('./bench/reload.ts')).benchReload,
  'fresh-clone': async () => (await import('./bench/fresh-clone.ts')).benchFreshClone,
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
  const [{ ensureChromium }, { buildAll }] = await Promise.all([
    import('./test/ensure-chromium.ts'),
    import('./build.ts'),
  ])
  ensureChromium()
  await buildAll()
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length === 0 || wanted.includes(name)) await (await bench())(sizes)
  }
})
