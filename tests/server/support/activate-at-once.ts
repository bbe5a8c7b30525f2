// A process of its own that tries to take several seats the moment it is told to: one line of outcomes at the end.
import { activateMachine } from '#server/activation/activate-machine.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'

const [dataDir = '', licenseId = '', name = ''] = process.argv.slice(2)
const vendor = await openVendor(dataDir)
if (!vendor.ok) throw new Error(vendor.error.message)
process.stdout.write('ready\n')
await new Promise((resolve) => process.stdin.once('data', resolve))
const outcomes: string[] = []
for (const turn of [1, 2, 3, 4, 5]) {
  const seat = await activateMachine(
    vendor.value.store,
    licenseId,
    { fingerprint: `${name}-${turn}` },
    'license',
    Date.now(),
  )
  outcomes.push(seat.ok ? 'seat' : seat.error.code)
}
await vendor.value.close()
process.stdout.write(`${JSON.stringify(outcomes)}\n`)
process.stdin.destroy()
