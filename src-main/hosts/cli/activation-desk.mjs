#!/usr/bin/env node
process.exitCode = 2 // “could not tell”, before anything can go wrong: a gate reads 0 as “may run” and 1 as “may not run”
// The file that is started, in a package and in a checkout. Whatever ends this process before main.js has given its
// verdict leaves 2: a Node that is too old, files that are missing or were cut off, a crash, a library that exits.

const OLDEST_NODE = 24
/** Added for the script that starts this file (activation-desk): no status that Node itself ends with. */
const PROOF = process.env.ACTIVATION_DESK_PROOF === '1' ? 64 : 0
delete process.env.ACTIVATION_DESK_PROOF // not for what is started from here
/** The reader of the output has left before the verdict (lost-output.ts): no word to a gate, neither 0 nor 1. */
const READER_LEFT = 141
/** There is no place for the output: no word to a gate either. */
const NO_PLACE_FOR_OUTPUT = 4
const NO_VERDICTS = [READER_LEFT, NO_PLACE_FOR_OUTPUT]
let verdict

process.on('exit', (status) => {
  process.exitCode = status === verdict || NO_VERDICTS.includes(status) ? status + PROOF : 2
})

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  process.stderr.write(
    `activation-desk needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}.\n`,
  )
} else {
  try {
    // The gate alone where it is asked, which loads in a fraction of the time; what is not for it is for the rest.
    if (process.argv.includes('check')) {
      const { answerOf } = await import(beside('gate'))
      verdict = await answerOf(process.argv)
      if (verdict !== undefined) process.exitCode = verdict
    }
    if (verdict === undefined) ({ verdict } = await import(beside('main')))
    if (verdict === undefined) throw new Error('main.js is damaged: it ended without a verdict')
  } catch (error) {
    const isOutOfFiles = /EMFILE|ENFILE|too many open files/.test(`${error}`) // in some forms without a code
    const raise = isOutOfFiles
      ? ' Raise the limit of open files: “ulimit -n”, “LimitNOFILE=” of a service.'
      : ''
    process.stderr.write(`activation-desk could not start: ${error}${raise}\n`)
  }
}

/** Built beside this file; in a checkout the source, which Node 24 runs as it is. */
function beside(name) {
  // Not imported: that reads every member of node:fs, and some load more.
  const { existsSync } = process.getBuiltinModule('node:fs')
  const source = new URL(`${name}.ts`, import.meta.url)
  return existsSync(source) ? source.href : new URL(`${name}.js`, import.meta.url).href
}
