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
  const text = [HEAD, countsText(there), CLIENTS, RUN, routesText(there), ...AREAS.map(areaText)].join('\n\n')
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
| keygen-go | an address of the vendor’s own, version 1.7 | nothing, but [two of its own checks](#clients-that-were-run) |
| tauri-plugin-keygen | Keygen’s form of an address or one of the vendor’s | a port in the address is not in what it verifies: the server is behind port 443 |
| C#: license activation; hybrid online and offline licensing | plain JSON or JSON:API | nothing |
| Node: process heartbeats | | nothing |
| Python: machine heartbeats | with \`Keygen-Version: 1.1\`, whose words it read then | \`Bearer\` and a token become \`License\` and the key: this server gives out no tokens |`

/** Written by hand from what was seen: these programs are other people's, and are not in the tests. */
const RUN = `## Clients that were run

On 28 November 2026 these were built from their own sources, unchanged but for what the last column says, and run against a started server
with the signatures of its answers checked by their own code wherever they have any. keygen-go has a setting for the address; for the others the
name \`api.keygen.sh\` led to a proxy that ends TLS, with \`serve --behind-proxy\` behind it, so that not even the address was changed in them.

| client | commit | what it did to its end | what was changed |
| --- | --- | --- | --- |
| keygen-go 3.2.0, its own test of everything online (TestValidate) | 085cb618 | validation, activation, both kinds of files and their decryption, heartbeats, processes up to the limit, entitlements, components, deactivation | two of its checks were left out: that the key itself is signed (\`scheme\` is null here), and that a file of a license with heartbeats holds for a year (it holds for the lease, at least an hour) |
| keygen-go 3.2.0, 69 questions more | 085cb618 | each of its errors for a license key: unknown, suspended, not allowed, not activated, of another product, too many machines, cores and processes, scopes that are required, parts that are taken or doubled, an environment, a heartbeat that is required or dead, the rate limit; 75 seconds of its own pings | nothing |
| Node: machine activation | a7f66c4e | activation, the same again, deactivation, a key that does not exist | nothing |
| Node: process heartbeats | 7c17dd68 | activation, a process that begins and is killed | nothing |
| Node: validation caching | a7a705a5 | a validation that is kept and believed by its signature the next time | nothing |
| Node and browser: license files | cf504365, c46d9390 | a file is verified and decrypted | nothing |
| bash: license activation, with version 1.2 | f3ef3b0f | activation, the same again, a key that does not exist | nothing |
| Python: license validation; machine activation | 2735cede, 62500b58 | validation, activation, the same again, a key that does not exist | nothing |
| Python: offline validation caching | b190e5a0 | a validation, and the kept one without the network | nothing |
| Python: license files; machine files | afbc0600, 1870480a | a file is verified and decrypted | nothing |
| Python: machine heartbeats | cfed913f | activation, ping, deactivation when it is interrupted | \`License\` and the key in place of \`Bearer\` and a token |
| Go: license validation | ab9124b3 | a key that is valid, one that does not exist | nothing |
| C++: license validation; license files | d92f9074, c02e3a60 | a key that is valid, one that does not exist; a file is verified and decrypted | nothing |
| Java: license files | be366915 | a file is verified and decrypted | the file, the key and the public key, which are constants in it |
| Node, Python and C++: response signatures | a0599740, b4b83914, 42eb689a | the signatures of answers to a token (401 TOKEN_INVALID); with \`License\` those of 200, 403 and 404 too, with square brackets in the address | \`License\` in place of \`Bearer\` for the second |
| \`@themaximalist/keygen.js\` of the npm registry | 0.0.5 | validation; with \`License\`: activation, the same again, deactivation | \`License\` in place of \`Bearer\` for the second |

Stand-ins of ours took the place of Python’s packages for Ed25519 and for the machine’s id. Not run: the C# and Rust clients, whose libraries could not be had where this was done; their calls
are [replayed](#clients). What differed is one thing, that this server gives out no tokens, beside the two checks of the first row.`

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
