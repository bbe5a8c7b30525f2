#!/usr/bin/env node
// The file that is started where the app is installed. Its imports are in a file of their own, so that a Node that is
// too old, or a damaged installation, ends with “could not tell” and never with 1, which a gate reads as “may not run”.
import process from 'node:process'

const COULD_NOT_TELL = 2
const OLDEST_NODE = 24

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  process.stderr.write(
    `activation-desk needs Node ${OLDEST_NODE} or newer; this is ${process.versions.node}.\n`,
  )
  process.exitCode = COULD_NOT_TELL
} else {
  await import('./main.js').catch((error) => {
    process.stderr.write(`activation-desk could not start: ${error}\n`)
    process.exitCode = COULD_NOT_TELL
  })
}
