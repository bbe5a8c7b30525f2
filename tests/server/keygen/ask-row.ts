// One row's question, over HTTP, and what of the answer the row speaks of.
import { about } from './about.ts'
import type { Answer, Document, TestServer } from '../support/client.ts'
import type { Answered, Row } from './row.ts'
import { makeWorld } from './world.ts'

export interface Asked {
  /** As the row has it, each part that is left out as undefined. */
  readonly expected: object
  readonly got: object
}

export async function askRow(server: TestServer, { ask, question, keygen, here }: Row): Promise<Asked> {
  const { license, fill } = await makeWorld(server, question)
  const [method = '', target = ''] = fill(ask).split(' ')
  const { as = `License ${license.key}`, headers = {}, body } = fill(question)
  const answer = await server.ask(method, target, {
    ...(as !== 'nobody' && { authorization: encoded(as) }),
    headers,
    body,
  })
  const expected = fill(here?.answer ?? keygen)
  return {
    expected: { ...expectedOf(expected), unprocessable: unprocessable(target, expected) },
    got: gotOf(answer, expected),
  }
}

const encoded = (authorization: string): string =>
  authorization.replace(
    /^Basic (.+)$/,
    (_, clear: string) => `Basic ${Buffer.from(clear).toString('base64')}`,
  )

/** What Keygen says of every 422: in its words, and where its documentation speaks of the resource that is refused. */
function unprocessable(target: string, { status, at }: Answered): object | undefined {
  if (status !== 422) return undefined
  if (at === undefined) return { title: 'Unprocessable entity', about: undefined }
  const [, resource] = /^(?:\/accounts\/[^/]+)?\/(\w+)/.exec(target) ?? []
  const [, kind, name] = /\/(relationships|attributes)\/([^/]+)/.exec(at) ?? []
  const anchor = kind === undefined ? '' : `-${kind === 'attributes' ? 'attrs' : kind}-${name}`
  return { title: 'Unprocessable resource', about: about(`${resource}/#${resource}-object${anchor}`) }
}

function expectedOf({ status, code, at, has = {}, headers = {} }: Answered) {
  return { status, code, at, has, headers }
}

function gotOf(answer: Answer, { headers = {} }: Answered) {
  const { status, json } = answer
  const { errors, meta } = json as Partial<Document>
  const [error] = errors ?? []
  const source = error?.source
  return {
    status,
    code: error?.code ?? meta?.code ?? meta?.constant,
    at: source?.pointer ?? source?.parameter ?? source?.header,
    has: json,
    unprocessable: status === 422 ? { title: error?.title, about: error?.links?.about } : undefined,
    headers: Object.fromEntries(
      Object.keys(headers).map((name) => [name, answer.headers[name.toLowerCase()] ?? null]),
    ),
  }
}
