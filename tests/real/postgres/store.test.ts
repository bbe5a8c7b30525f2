// The store on a real PostgreSQL holds what every store promises (tests/contracts/store.test.ts has SQLite's).
import { afterAll, onTestFinished, type TestContext } from 'vitest'
import { createLicense, type NewLicenseTerms } from '#server/back-office/create-license.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { StartedPostgres } from '#tests/support/postgres.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { needTool, postgresServer } from '#tests/support/tools.ts'
import { meanwhileContract } from '../../contracts/store/meanwhile.ts'
import { storeContract } from '../../contracts/store/suite.ts'
import {
  expectOk,
  START,
  temporaryFolder,
  vendorTemplate,
  type TestBackOffice,
} from '../../server/support/back-office.ts'

const cleanup = new Cleanup()
let postgres: StartedPostgres | undefined
afterAll(() => cleanup.run())

const open = async (context: TestContext): Promise<TestBackOffice> => {
  postgres ??= await StartedPostgres.of(cleanup, needTool(postgresServer, context))
  const database = postgres.database()
  const dataDir = temporaryFolder()
  const clock = { now: START, read: () => clock.now }
  expectOk(await initVendor(dataDir, vendorTemplate, START, database))
  const vendor = expectOk(await openVendor(dataDir, clock.read, { database }))
  onTestFinished(() => vendor.close())
  const sell = async (terms: Partial<NewLicenseTerms> = {}) =>
    expectOk(
      await createLicense(vendor, { owner: 'Contoso B.V.', products: ['virtualization:16'], ...terms }),
    )
  return { dataDir, clock, vendor, sell }
}

storeContract('PostgreSQL', open)
meanwhileContract('PostgreSQL', open)
