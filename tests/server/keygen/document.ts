// Writes docs/keygen-compatibility.md from the rows and the routes: node tests/server/keygen/document.ts
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { format, resolveConfig } from 'prettier'
import { type Answered, type Area, KEYGEN_COMMIT, type Row, type Verdict, verdictOf } from './row.ts'
import { PUBLIC_ROUTES, routeOf } from './public-routes.ts'
import { AREAS } from './table.ts'

export const DOCUMENT = path.resolve(import.meta.dirname, '../../../docs/keygen-compatibility.md')

const ROWS = AREAS.flatMap(({ rows }) => rows)
const VERDICTS: readonly Verdict[] = ['same', 'differs', 'absent']

/** `there`: the routes that this server has, as the table writes them. */
export async function documentText(there: ReadonlySet<string>): Promise<string> {
  const text = [HEAD, countsText(there), CLIENTS, routesText(there), ...AREAS.map(areaText)].join('\n\n')
  return format(text, { ...(await resolveConfig(DOCUMENT)), parser: 'markdown' })
}

/** Differs: one of its scenarios does. */
function routeVerdict(route: string, there: ReadonlySet<string>): Verdict {
  if (!there.has(route)) return 'absent'
  const verdicts = ROWS.filter(({ ask }) => routeOf(ask) === route).map(verdictOf)
  return verdicts.some((verdict) => verdict !== 'same') ? 'differs' : 'same'
}

const HEAD = `# Keygen compatibility

What a client that was written for Keygen’s API meets here when its address alone is changed: every route that a license
key may call, and scenarios of Keygen’s own, each _same_, _differs_ or _absent_. The tables are written from the tests
(\`tests/server/keygen\`), which ask each scenario of a started server; what they do not show, [the protocol](protocol.md)
says. Scenarios are named by file and line of
[keygen-sh/keygen-api](https://github.com/keygen-sh/keygen-api/tree/${KEYGEN_COMMIT}): \`machines/create:2758\` is line
2758 of the feature of that name; the words beside it are ours. _Same_ means status, code, what an error points to, and what the
scenario says of body and headers; the words of \`detail\` are ours, but for those that clients are known to print.`

const CLIENTS = `## Clients

What these clients send is replayed by the tests (\`tests/server/keygen/clients\`), each with its own check of the signature of every
answer that it believes, with what it reads of an answer, and with its way of opening a file. It works with the address changed, and where
something else has to be changed it is said here.

| client | how | what else |
| --- | --- | --- |
| keygen-rs, and tauri-plugin-keygen-rs2 which is made of it | an address of the vendor’s own, version 1.7 | nothing |
| tauri-plugin-keygen | Keygen’s form of an address or one of the vendor’s | a port in the address is not in what it verifies: the server is behind port 443 |
| C#: license activation; hybrid online and offline licensing | plain JSON or JSON:API | nothing |
| Node: process heartbeats | | nothing |
| Python: machine heartbeats | with \`Keygen-Version: 1.1\`, whose words it reads | \`Bearer\` and a token become \`License\` and the key: this server gives out no tokens |`

function countsText(there: ReadonlySet<string>): string {
  const routes = PUBLIC_ROUTES.flatMap((group) => group.routes)
  const line = (what: string, verdicts: readonly Verdict[]) =>
    `| ${what} | ${VERDICTS.map((one) => verdicts.filter((verdict) => verdict === one).length).join(' | ')} |`
  return [
    '| | same | differs | absent |',
    '| --- | --: | --: | --: |',
    line(
      'routes',
      routes.map((route) => routeVerdict(route, there)),
    ),
    line('scenarios', ROWS.map(verdictOf)),
  ].join('\n')
}

function routesText(there: ReadonlySet<string>): string {
  const tables = PUBLIC_ROUTES.map(({ about, routes, why = '' }) => {
    const lines = routes.map((route) => {
      const verdict = routeVerdict(route, there)
      const asked = ROWS.filter(({ ask }) => routeOf(ask) === route).length
      return `| \`${route}\` | ${verdict} | ${asked} | ${verdict === 'absent' ? why : ''} |`
    })
    return [`**${about}**`, '', '| route | | scenarios | why |', '| --- | --- | --: | --- |', ...lines].join(
      '\n',
    )
  })
  return ['## Routes', '', ...tables].join('\n\n')
}

function areaText({ area, rows, missing = [] }: Area): string {
  const lines = [
    ...rows.map(rowText),
    ...missing.map(
      ({ from, says, why }) => `| ${cell(from)} | ${cell(says)} | | | not asked: ${cell(why)} |`,
    ),
  ]
  return [
    `## ${area}`,
    '',
    '| scenario | | asked | Keygen | here |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n')
}

function rowText(row: Row): string {
  const { from, says, ask, keygen, here } = row
  const verdict = verdictOf(row)
  const ours = here ? `_${verdict}_: ${answerText(here.answer)}: ${cell(here.why)}` : 'same'
  return `| ${cell(from)} | ${cell(says)} | \`${ask.replaceAll('$', '')}\` | ${answerText(keygen)} | ${ours} |`
}

const answerText = ({ status, code, at }: Answered): string =>
  cell(
    [status, code, at === undefined ? undefined : `(${at})`].filter((part) => part !== undefined).join(' '),
  )

/** Nothing in it is a sign of Markdown's. */
const cell = (text: string): string => text.replaceAll(/[\\`*_[\]|<>]/g, '\\$&')

if (process.argv[1] === import.meta.filename) {
  const { routesThere } = await import('./routes-there.ts')
  writeFileSync(DOCUMENT, await documentText(routesThere()))
}
