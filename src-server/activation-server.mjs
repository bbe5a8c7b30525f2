#!/usr/bin/env node
// The file that is started, in a build and in a checkout. Whatever keeps the program from starting is one sentence and 2:
// a Node that is too old, files that are missing or were cut off; 3 where this process may open no more files, as the fault
// of that name (fault.ts), which could not be loaded either.

const OLDEST_NODE = 24

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  process.exitCode = 2
  process.stderr.write(
    `activation-server needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}.\n`,
  )
} else {
  try {
    await import(entry())
  } catch (error) {
    const isOutOfFiles = /EMFILE|ENFILE|too many open files/.test(`${error}`) // in some forms without a code
    process.exitCode = isOutOfFiles ? 3 : 2
    const raise = isOutOfFiles
      ? ' Raise the limit of open files: “ulimit -n”, “LimitNOFILE=” of a service.'
      : ''
    process.stderr.write(`activation-server could not start: ${error}${raise}\n`)
  }
}

/** Built beside this file; in a checkout the source, which Node 24 runs as it is. */
function entry() {
  // Not imported: that reads every member of node:fs, and some load more.
  const { existsSync } = process.getBuiltinModule('node:fs')
  const source = new URL('main.ts', import.meta.url)
  return existsSync(source) ? source.href : new URL('main.js', import.meta.url).href
}
