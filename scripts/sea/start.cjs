// The main script of activation-desk as one file: runs the gate from the code that was compiled when it was built.
const process = require('node:process')
process.exitCode = 2 // “could not tell”: what was cut off or changed gives no verdict
const { Buffer } = require('node:buffer')
const { getAsset, getRawAsset } = require('node:sea')
const { Script } = require('node:vm')
const cachedData = new Uint8Array(getRawAsset('gate.cache'))
const gate = new Script(Buffer.from(getRawAsset('gate.cjs')).latin1Slice(), {
  filename: 'gate.cjs',
  ...(cachedData.length === 0 ? {} : { cachedData }),
})
gate.runInThisContext()(require, JSON.parse(getAsset('profile.json', 'utf8')))
