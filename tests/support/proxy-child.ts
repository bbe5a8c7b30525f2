// A proxy of a network in a process of its own; it says its address and goes on until it is ended.
import { startProxy } from './connect-proxy.ts'
import { Cleanup } from './temporary.ts'

const { url } = await startProxy(new Cleanup())
process.stdout.write(`${url}\n`)
