// The README of a test kit: what is in it, how a product's CI calls it, and a row for each answer.
import { iso } from '#shared/instant.ts'
import { CASES, WITHOUT_A_STORE, type Case } from './cases.ts'
import { CLOCK_STANDS_AT } from './kit-vendor.ts'

export interface Kit {
  readonly product: string
  readonly programs: readonly string[]
}

/** What stands behind the program's name. */
export const questionOf = ({ store, asks }: Case, product: string): readonly string[] => [
  '--data-dir',
  `stores/${store}`,
  '--json',
  'check',
  '--product',
  product,
  ...asks,
]

export const exitOf = ({ expected }: Case): 0 | 1 | 2 => {
  if ('error' in expected) return 2
  return expected.mayRun ? 0 : 1
}

/** As `--json` has it. */
const answerOf = ({ expected }: Case): string => {
  if ('error' in expected) return `error \`${expected.error}\``
  return expected.mayRun ? `\`${expected.status}\`` : `\`${expected.status}\`, reason \`${expected.reason}\``
}

export function readme({ product, programs }: Kit): string {
  const [program = ''] = programs
  const rows = CASES.map(
    (one) =>
      `| ${one.store} | ${one.says} | ${one.asks.map((word) => `\`${word}\``).join(' ')} | ${exitOf(one)} | ${answerOf(one)} |`,
  )
  const missing = WITHOUT_A_STORE.map(
    ([codes, why]) => `- ${codes.map((code) => `\`${code}\``).join(', ')}: ${why}.`,
  )
  return `# A test vendor, for the CI of your product

**For tests alone.** The private key lies in \`vendor/\`: nobody may trust this vendor. Every answer is marked: in words it
begins with \`TEST:\`, and \`--json\` has \`"test": true\`. No other build of Activation Desk takes these licenses, and this one
takes no others.

## What is here

| file | content |
| --- | --- |
${programs.map((name) => `| \`${name}\` | the gate and the command line of this vendor; needs no Node |`).join('\n')}
| \`stores/\` | data folders, one for each answer that a gate can give |
| \`cases.json\` | the table below, for a program to read |
| \`vendor.json\` | the profile: what the program has compiled in |
| \`vendor/\` | keys and licenses, a data folder of \`activation-server\` |

The clock of the program stands at ${iso(CLOCK_STANDS_AT)}, whatever the machine's clock says: the answers are the same on every
day. It takes no other time from anywhere. It opens no connection. A library of \`sdk/\` takes the machine's clock: for tests of a product
that has one in it, set that (\`TZ=UTC faketime -f '2030-01-01 12:00:00' PRODUCT\`, which does not move Go).

## How to call it

In this folder:

\`\`\`sh
./${program} --data-dir stores/active --json check --product ${product}
\`\`\`

In the CI of your product, put it where the product looks for \`activation-desk\`, and choose the store with
\`ACTIVATION_DESK_DATA_DIR\`. A store that the product or \`usage set\` writes into changes: give it a copy of its own
(\`cp -r\`, as root or without \`no-permission\`).

A product must not take \`"test": true\` for a “yes” outside of its tests.

## What is answered

Each row is \`check --product ${product}\` in that store, with what the third column has behind it.

| store | what it is | asked with | exit | answer |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

Root may read everything: there \`no-permission\` is asked without that right, by a command of util-linux.

\`\`\`sh
setpriv --bounding-set=-dac_override,-dac_read_search ./${program} --data-dir stores/no-permission --json check --product ${product}
\`\`\`

Not here, since no folder brings it about:

${missing.join('\n')}
`
}
