// `serve` with a certificate of its own: what it shows, what it refuses, and how it gets another while it runs (issue 19).
import { writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { connect as connectPlain, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { connect, type PeerCertificate, type TLSSocket } from 'node:tls'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { readCertificate } from '#server/cli/certificate.ts'
import { startServer } from '#server/serve.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { hasOpenssl, makeAuthority, type KeyPair } from '#tests/support/certificates.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { expectOk, openBackOffice, temporaryFolder, vendorTemplate } from '../support/back-office.ts'
import { checkSignature } from '../support/client.ts'
import { runLineHere, start } from '../support/command.ts'

const BODY = '{"meta":{"key":"none"}}'
const LENGTH = `Content-Length: ${BODY.length}\r\nContent-Type: application/vnd.api+json\r\nExpect: 100-continue`

const certificates = () => {
  const cleanup = new Cleanup()
  onTestFinished(() => cleanup.run())
  return makeAuthority(cleanup, 'Test authority')
}

function written({ cert, key }: KeyPair, folder = temporaryFolder()) {
  const files = { certificate: join(folder, 'server.crt'), key: join(folder, 'server.key') }
  writeFileSync(files.certificate, cert)
  writeFileSync(files.key, key)
  return files
}

/** The certificate that a new client is shown. */
async function shown(port: number, ca: string): Promise<PeerCertificate> {
  const client = connect({ port, host: '127.0.0.1', servername: 'localhost', ca })
  await once(client, 'secureConnect')
  const certificate = client.getPeerCertificate()
  client.destroy()
  return certificate
}

describe('a server with a certificate of its own', runsWhere(hasOpenssl, 'there is no openssl here'), () => {
  it('answers over TLS, signed over what the client asked', async () => {
    const authority = certificates()
    const office = await openBackOffice()
    const certificate = expectOk(readCertificate(written(authority.issue()), Date.now()))
    const { dataDir, clock } = office
    const server = expectOk(
      await startServer({
        dataDir,
        port: 0,
        clock: clock.read,
        onItsWay: 0,
        certificate,
        metrics: { host: '127.0.0.1', port: 0 },
      }),
    )
    onTestFinished(server.close)
    const told = await (await fetch(server.metrics ?? '')).text()
    expect(told).toContain(`activation_server_certificate_until_seconds ${certificate.until / 1000}\n`)
    expect(server.url).toBe(`https://127.0.0.1:${server.port}/v1`)
    const sent = request({
      ...{ port: server.port, host: 'localhost', path: '/v1/ping', ca: authority.cert, agent: false },
      family: 4,
    })
    const [answer] = (await once(sent.end(), 'response')) as [IncomingMessage]
    const body = await text(answer)
    expect(answer.statusCode).toBe(200)
    await checkSignature(office, 'GET', '/v1/ping', `localhost:${server.port}`, {
      headers: answer.headers,
      text: body,
    })
  })

  it('stops while clients say nothing, have shaken no hands, or are in the middle of a request', async () => {
    const authority = certificates()
    const { dataDir, clock } = await openBackOffice()
    const certificate = expectOk(readCertificate(written(authority.issue()), Date.now()))
    const server = expectOk(
      await startServer({ dataDir, port: 0, clock: clock.read, onItsWay: 10, certificate }),
    )
    const { port } = server
    const silent = connectPlain(port, '127.0.0.1')
    const idle = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: authority.cert })
    const asking = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: authority.cert })
    const all: (Socket | TLSSocket)[] = [silent, idle, asking]
    for (const socket of all) {
      socket.on('error', () => undefined)
      onTestFinished(() => void socket.destroy())
    }
    await Promise.all([once(silent, 'connect'), once(idle, 'secureConnect'), once(asking, 'secureConnect')])
    const said = text(asking)
    asking.write(`POST /v1/licenses/actions/validate-key HTTP/1.1\r\nHost: localhost\r\n${LENGTH}\r\n\r\n`)
    asking.write(BODY.slice(0, 5))
    await once(asking, 'data') // the head was read
    const closed = server.close()
    await Promise.all([once(silent, 'close'), once(idle, 'close')])
    asking.write(BODY.slice(5))
    await closed
    expect(await said).toMatch(
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n.*connection: close\r\n.*"NOT_FOUND"/is,
    )
  })

  it('reads another one at SIGHUP; where that cannot be used the older goes on, and the log says so', async () => {
    const authority = certificates()
    const dataDir = join(temporaryFolder(), 'office')
    expectOk(await initVendor(dataDir, vendorTemplate, Date.now()))
    const folder = temporaryFolder()
    const files = written(authority.issue(), folder)
    const tls = ['--tls-cert', files.certificate, '--tls-key', files.key]
    const child = start(dataDir, ['serve', '--port', '0', '--json', ...tls])
    onTestFinished(() => void child.kill('SIGKILL'))
    let log = ''
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
    const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
    const { url } = JSON.parse(String(value)) as { url: string }
    expect(url).toMatch(/^https:/)
    const port = Number(new URL(url).port)
    const first = await shown(port, authority.cert)
    written(authority.issue(), folder)
    child.kill('SIGHUP')
    await vi.waitFor(
      async () => expect((await shown(port, authority.cert)).serialNumber).not.toBe(first.serialNumber),
      { timeout: 15_000 },
    )
    const second = await shown(port, authority.cert)
    writeFileSync(files.certificate, 'half a certif')
    child.kill('SIGHUP')
    await vi.waitFor(
      () => expect(log).toContain('certificate_not_usable: the certificate that was read before'),
      {
        timeout: 15_000,
      },
    )
    expect((await shown(port, authority.cert)).serialNumber).toBe(second.serialNumber)
  })

  it('is refused in one sentence where no client would take it', () => {
    const authority = certificates()
    const [good, other] = [authority.issue(), authority.issue()]
    const refused = (pair: KeyPair) => {
      const read = readCertificate(written(pair), Date.now())
      return read.ok ? 'taken' : [read.error.code, read.error.message]
    }
    const code = 'certificate_not_usable'
    expect(refused(good)).toBe('taken')
    expect(refused({ ...good, key: other.key })).toEqual([code, expect.stringContaining('is not that of')])
    expect(refused({ ...good, cert: 'text' })).toEqual([
      code,
      expect.stringContaining('no certificate in PEM'),
    ])
    expect(refused({ ...good, key: '' })).toEqual([code, expect.stringContaining('no private key in PEM')])
    expect(refused({ ...good, cert: good.cert + '-'.repeat(300_000) })).toEqual([code, expect.any(String)])
    expect(refused(authority.issue({ days: -1 }))).toEqual([code, expect.stringContaining('ended at')])
    const gone = readCertificate({ certificate: '/nowhere', key: '/nowhere' }, Date.now())
    expect(gone.ok ? 'taken' : gone.error.message).toBe('/nowhere cannot be read (ENOENT)')
  })

  it('needs both files', async () => {
    const said = await runLineHere(['serve', '--data-dir', temporaryFolder(), '--tls-cert', 'a.crt'])
    expect(said).toMatchObject({ exit: 2, out: '' })
    expect(said.error).toContain('--tls-cert and --tls-key together')
  })
})
