// A server's process beside others, on one PostgreSQL: for each license that it is named, it asks for several seats at once and
// says how many it got.
import { createInterface } from 'node:readline'
import { activateMachine } from '#server/activation/activate-machine.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'

const [dataDir = '', database = '', name = '', count = '0'] = process.argv.slice(2)
const vendor = await openVendor(dataDir, Date.now, { database })
if (!vendor.ok) throw new Error(vendor.error.message)
const { store } = vendor.value
process.stdout.write('ready\n')
for await (const licenseId of createInterface({ input: process.stdin })) {
  const asked = Array.from({ length: Number(count) }, (_, number) =>
    activateMachine(store, licenseId, { fingerprint: `${name}-${number}` }, 'license', Date.now()),
  )
  const codes = (await Promise.all(asked)).map((seat) => (seat.ok ? 'seat' : seat.error.code))
  process.stdout.write(`${JSON.stringify(codes)}\n`)
}
await vendor.value.close()
