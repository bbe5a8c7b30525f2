// A process of its own, with a small disk: what its server answers when there is no room left on it, and afterwards.
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createLicense } from '#server/back-office/create-license.ts'
import { startServer } from '#server/serve.ts'
import { damageIn } from '#server/store/damage.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { activation } from './client.ts'
import { expectOk, vendorTemplate } from './back-office.ts'

const disk = process.argv[2] ?? ''
const [dataDir, filler] = [join(disk, 'office'), join(disk, 'filler')]
expectOk(await initVendor(dataDir, vendorTemplate, Date.now()))
const vendor = expectOk(await openVendor(dataDir))
const license = expectOk(await createLicense(vendor, { owner: 'A', products: ['storage'], machines: 100 }))
await vendor.close()
/** Milliseconds: whoever waits for the lock of writing is told from a busy machine. */
const WAIT = 60_000
const server = expectOk(await startServer({ dataDir, port: 0, writePatience: WAIT }))

async function ask(path: string, body: unknown): Promise<Response> {
  const headers = { authorization: `License ${license.key}` }
  return fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function validate(): Promise<string> {
  const scope = { fingerprint: 'one' }
  const answer = await ask('/licenses/actions/validate-key', { meta: { key: license.key, scope } })
  const { meta } = (await answer.json()) as { meta: { code: string } }
  return `${answer.status} ${meta.code}`
}

async function activate(name: string): Promise<string> {
  const answer = await ask(
    '/machines',
    activation(license.id, name, { metadata: { much: 'x'.repeat(16_000) } }),
  )
  return `${answer.status} ${answer.headers.get('retry-after') ?? '-'}`
}

function fill(): void {
  const file = openSync(filler, 'w')
  try {
    for (;;) writeSync(file, Buffer.alloc(4096))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}

/** As SQLite does by itself once its log of writes has a thousand pages: the head of the file is written, its end is not. */
function cutCheckpoint(): string {
  const other = new DatabaseSync(join(dataDir, 'activation.db'))
  try {
    other.exec('PRAGMA wal_checkpoint')
    return 'finished'
  } catch (error) {
    return (error as Error).message
  } finally {
    other.close()
  }
}

await activate('one')
fill()
const checkpoint = cutCheckpoint()
const start = performance.now()
const full = {
  validations: [await validate(), await validate(), await validate()],
  activation: await activate('two'),
}
const waited = performance.now() - start > WAIT
rmSync(filler)
const room = { validation: await validate(), activation: await activate('two') }
await server.close()
const database = new DatabaseSync(join(dataDir, 'activation.db'))
const machines = database.prepare('SELECT count(*) AS count FROM machines').get()?.['count']
const after = { machines, damage: damageIn(database) }
database.close()
process.stdout.write(JSON.stringify({ full: { checkpoint, ...full, waited }, room, after }))
