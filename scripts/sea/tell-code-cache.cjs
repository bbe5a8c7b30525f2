// For tests: what start.cjs does, with the same Node, options and files, up to running the gate; and says of the code that
// was compiled when it was built whether V8 takes it. One that it does not take is only slow, and nobody would hear of it.
const process = require('node:process')
const { Buffer } = require('node:buffer')
const { getRawAsset } = require('node:sea')
const { Script } = require('node:vm')
const source = Buffer.from(getRawAsset('gate.cjs')).latin1Slice()
const cachedData = new Uint8Array(getRawAsset('gate.cache'))
const of = (code) => new Script(code, { filename: 'gate.cjs', cachedData }).cachedDataRejected
process.stdout.write(
  `${JSON.stringify({ bytes: cachedData.length, rejected: of(source), ofOther: of(`${source} `) })}\n`,
)
