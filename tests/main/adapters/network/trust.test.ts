import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { readCaFile } from '#main/adapters/network/trust.ts'
import { charactersRead } from '#shared/formats/text/cursor.ts'
import { hasOpenssl, makeAuthority } from '#tests/support/certificates.ts'
import { openSecureWay } from '#tests/support/secure-way.ts'
import { requireBuild, resultOf, runDesk } from '#tests/support/cli.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { onPosix, runsWhere } from '#tests/support/runs-where.ts'

const cleanup = new Cleanup()
const codeOf = (read: ReturnType<typeof readCaFile>) => (read.ok ? 'ok' : read.error.code)
afterEach(() => cleanup.run())

function file(name: string, content: string | Uint8Array): string {
  const made = path.join(cleanup.folder(), name)
  writeFileSync(made, content)
  return made
}

describe('a certificate file (needs openssl)', runsWhere(hasOpenssl, 'there is no openssl here'), () => {
  test('holds one certificate or several, with text around them, or one in DER', () => {
    const [first, second] = ['One', 'Two'].map((name) => makeAuthority(cleanup, name).cert) as [
      string,
      string,
    ]
    expect(must(readCaFile(file('both.pem', `# ours\n${first}\nand\n${second}`)))).toHaveLength(2)
    const der = new X509Certificate(first).raw
    expect(must(readCaFile(file('one.cer', der)))).toEqual([new X509Certificate(first).toString()])
  })

  test('is refused where none is in it, where it is damaged, or where its path depends on the folder', () => {
    const { cert } = makeAuthority(cleanup, 'One')
    const damaged = cert.slice(0, 100) + cert.slice(140)
    const refused = [file('a.pem', 'nothing'), file('b.pem', damaged), 'package.json', '/no/such/file', '/']
    for (const name of refused)
      expect(readCaFile(name)).toMatchObject({
        error: { code: 'ca_file_not_usable', params: { path: name, is: name === '/' ? 'folder' : null } },
      })
  })

  test('with as many certificates as an operating system has is taken, with one more than 500 refused (issue 10.11)', () => {
    const { cert } = makeAuthority(cleanup, 'One')
    expect(must(readCaFile(file('many.pem', cert.repeat(500))))).toHaveLength(500)
    expect(codeOf(readCaFile(file('more.pem', cert.repeat(501))))).toBe('ca_file_not_usable')
  })

  test('of which the end is missing is refused, whole ones before it or not', () => {
    const { cert } = makeAuthority(cleanup, 'One')
    expect(codeOf(readCaFile(file('cut.pem', cert + cert.slice(0, 300))))).toBe('ca_file_not_usable')
  })

  test('that goes away is a reason not to connect', async () => {
    const way = await openSecureWay(cleanup)
    const own = file('ca.pem', way.authority.cert)
    await way.set({ caFile: own })
    must(await way.activate())
    rmSync(own)
    expect(await way.activate()).toMatchObject({ error: { code: 'ca_file_not_usable' } })
  })
})

test('37,000 certificates are refused at once (issue 10.11)', () => {
  const begin = '-----BEGIN CERTIFICATE-----\n'
  const whole = `${begin}-----END CERTIFICATE-----\n`
  const files = [begin.repeat(37_000), whole.repeat(37_000), `${'-'.repeat(1_000_000)}\n${begin}`]
  for (const text of files) {
    const name = file('many.pem', text)
    const before = charactersRead()
    expect(codeOf(readCaFile(name))).toBe('ca_file_not_usable')
    expect(charactersRead() - before).toBeLessThanOrEqual(text.length)
  }
})

test(
  'a pipe is no certificate file: nobody waits for one to be written',
  onPosix('Windows has no pipes in a folder'),
  () => {
    const name = path.join(cleanup.folder(), 'pipe.pem')
    execFileSync('mkfifo', [name])
    expect(codeOf(readCaFile(name))).toBe('ca_file_not_usable')
  },
)

test(
  'what the operating system trusts is trusted (needs openssl)',
  runsWhere(hasOpenssl, 'there is no openssl here'),
  async () => {
    requireBuild()
    const way = await openSecureWay(cleanup)
    const profile = file('vendor.json', JSON.stringify(await way.vendor.profile(way.server.url)))
    const args = ['--json', '--vendor', profile, '--data-dir', way.desk.dataDir, 'activate']
    const asked = async (env: Record<string, string>) =>
      resultOf(await runDesk(args, { env, input: way.code }))
    expect(await asked({})).toMatchObject({ error: { code: 'tls_untrusted' } })
    // Node reads the system's store of a Linux machine from where OpenSSL would: this variable says where.
    expect(await asked({ SSL_CERT_FILE: way.authority.file })).toMatchObject({ ok: true })
  },
)
