// What can go wrong on the way to a good machine file: of the network, of what stands between, and of the server itself.
import { otherCertificate, signedFault } from './bent-way.ts'
import type { Answer, Bend } from './between.ts'
import { machineFile, makeKey } from './machine-files.ts'
import type { VendorSide } from './vendor-side.ts'

export interface Fault {
  /** The code that the operator is told. */
  readonly code: string
  readonly bend: (vendor: VendorSide) => Bend
}

const always = (code: string, edit: (answer: Answer) => void): Fault => ({
  code,
  bend: () => (answer) => {
    edit(answer)
    return undefined
  },
})

/** Only the last of the three answers, when a seat is already taken. */
const atCheckOut = ({ code, bend }: Fault): Fault => ({
  code,
  bend: (vendor) => {
    const bent = bend(vendor)
    return async (answer, asked, response) =>
      asked.url?.endsWith('/check-out') ? await bent(answer, asked, response) : undefined
  },
})

const html = always('server_not_ours', (answer) => {
  answer.headers = { 'content-type': 'text/html' }
  answer.body = '<!doctype html><title>Sign in to the guest network</title>'
})
/** Whoever follows it finds nobody there. */
const elsewhere = always('server_not_ours', (answer) =>
  Object.assign(answer, { status: 307, headers: { location: 'http://127.0.0.1:1/v1' }, body: '' }),
)
const down = always('server_error', (answer) => Object.assign(answer, { status: 503, headers: {}, body: '' }))
const broken = always('server_error', (answer) =>
  Object.assign(answer, {
    status: 500,
    headers: { 'content-type': 'text/html' },
    body: '<h1>Internal Server Error</h1>',
  }),
)
/** More than any answer of ours: it is not read to its end. */
const endless = always('server_answer_malformed', (answer) => void (answer.body = ' '.repeat(3_000_000)))
const busy = always('server_rate_limited', (answer) =>
  Object.assign(answer, { status: 429, headers: {}, body: '' }),
)
const unsigned = always('response_unsigned', (answer) => {
  delete answer.headers['keygen-signature']
})
const changed = always('response_signature_invalid', (answer) => void (answer.body += ' '))
const cutOff: Fault = {
  code: 'server_unreachable',
  bend: () => (_answer, _asked, response) => {
    response.destroy()
    return 'taken'
  },
}

/** No answer can be believed, from the first on. */
export const noAnswer: Readonly<Record<string, Fault>> = {
  'a page of another network': html,
  'an answer that leads elsewhere': elsewhere,
  'a server that is down': down,
  'a server that breaks over it': broken,
  'an answer without end': endless,
  'a server that asks to wait': busy,
  'an answer without a signature': unsigned,
  'an answer that was changed': changed,
  'a connection that is cut': cutOff,
}

const certificate = (code: string, make: (certificate: string) => string): Fault => ({
  code,
  bend: (vendor) => otherCertificate(vendor, make),
})

/** The server knows the license and gives a seat, and then there is no good file. */
export const noFile: Readonly<Record<string, Fault>> = {
  'a page of another network instead of the file': atCheckOut(html),
  'a server that goes down before the file': atCheckOut(down),
  'a file without the signature of its answer': atCheckOut(unsigned),
  'a connection that is cut before the file': atCheckOut(cutOff),
  'a file that was damaged': certificate('signature_invalid', (text) =>
    text.split('\n').toSpliced(3, 1).join('\n'),
  ),
  'a file that was cut off': certificate('key_cut_off', (text) => text.slice(0, 300)),
  'an empty file': certificate('key_empty', () => ''),
  'a file of another vendor': certificate('signature_invalid', () => machineFile(makeKey())),
  'half an answer': atCheckOut({
    code: 'server_answer_malformed',
    bend: (vendor) => signedFault(vendor, (answer) => void (answer.body = answer.body.slice(0, 40))),
  }),
}
