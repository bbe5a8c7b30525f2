// Run by the very Node that the gate will run on: `compile-gate.cjs GATE CACHE PROFILE QUESTION…` asks the gate once and
// writes what V8 compiled for it. With fixed seeds the same gate gives the same bytes.
const process = require('node:process')
const { readFileSync, writeFileSync } = require('node:fs')
const { Script } = require('node:vm')
const [gateFile, cacheFile, profileFile, ...question] = process.argv.slice(2)
const gate = new Script(readFileSync(gateFile, 'latin1'), { filename: 'gate.cjs' })
process.argv = [process.argv[0], gateFile, ...question]
gate.runInThisContext()(require, JSON.parse(readFileSync(profileFile, 'utf8')))
process.on('exit', () => {
  if (process.exitCode !== 0) throw new Error(`the sample's gate ended with ${process.exitCode}`)
  writeFileSync(cacheFile, gate.createCachedData())
})
