// Certificates of a test, made by openssl: Node can read them but not make them.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Cleanup } from './temporary.ts'

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

export interface KeyPair {
  readonly key: string
  readonly cert: string
}

export interface Authority {
  readonly name: string
  /** Its own certificate. */
  readonly file: string
  readonly cert: string
  /** For `localhost` unless another name is given; `days` below 0: it is over already. */
  issue(options?: { readonly host?: string; readonly days?: number }): KeyPair
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

export function makeAuthority(cleanup: Cleanup, name: string): Authority {
  const folder = cleanup.folder('certificates-')
  const at = (file: string) => path.join(folder, file)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
  openssl(
    'req',
    '-x509',
    ...NEW_KEY,
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    `/CN=${name}`,
    '-days',
    '2',
  )
  let count = 0
  return {
    name,
    file: at('ca.pem'),
    cert: readFileSync(at('ca.pem'), 'utf8'),
    issue({ host = 'localhost', days = 2 } = {}) {
      const leaf = `leaf${count++}`
      writeFileSync(at(`${leaf}.ext`), `subjectAltName=DNS:${host}\n`)
      openssl(
        'req',
        '-new',
        ...NEW_KEY,
        '-keyout',
        `${leaf}.key`,
        '-out',
        `${leaf}.csr`,
        '-subj',
        `/CN=${host}`,
      )
      const from = ['-in', `${leaf}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial']
      const into = ['-extfile', `${leaf}.ext`, '-days', String(days), '-out', `${leaf}.pem`]
      openssl('x509', '-req', ...from, ...into)
      return { key: readFileSync(at(`${leaf}.key`), 'utf8'), cert: readFileSync(at(`${leaf}.pem`), 'utf8') }
    },
  }
}
