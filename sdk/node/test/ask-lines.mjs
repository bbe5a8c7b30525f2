// For the tests, by lines from standard input: a folder that a case was laid out in, clock, product, and what is asked more,
// and the data folder where it is another, with tabs between; "-" is nothing, and in the data folder “␀” and “␛” are U+0000 and a lone surrogate. Each is answered by a line: the JSON and, behind a tab, the sentence. The library, its argument, looks for the system's machine id
// below the folder it is in.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const [library = ''] = process.argv.slice(2)
const { Gate } = await import(pathToFileURL(library).href)
const NOBODY = 65_534
if (process.getuid?.() === 0) {
  process.setgid(NOBODY)
  process.setuid(NOBODY)
}
const said = (word) => (word === '-' ? undefined : word)

for await (const line of createInterface(process.stdin)) {
  const [folder, clock, product, feature, built, data] = line.split('\t')
  process.chdir(folder)
  Date.now = () => Number(clock)
  const named = data?.replace('␀', '\0').replace('␛', '\uD800')
  const gate = new Gate(readFileSync('vendor.json', 'utf8'), named ?? path.join(folder, 'data'))
  const answer = await gate.check(product, { built: said(built), feature: said(feature) })
  const { error, test = false, mayRun = false } = answer.json
  if (answer.isTest !== test || answer.mayRun !== mayRun) throw new Error(JSON.stringify(answer))
  // Of a source of the machine's id: its whole path.
  const place = error?.params?.path
  const isSource = place?.startsWith('system/')
  if (isSource) error.params.path = path.join(folder, place)
  const sentence = isSource ? answer.sentence.replace(place, error.params.path) : answer.sentence
  process.stdout.write(`${JSON.stringify(answer.json)}\t${sentence}\n`)
}
