// What the vendor's representative can do is in the sentence that refuses (issue 13.17).
import { expect, test } from 'vitest'
import { server } from '#shared/messages/en/server.ts'

const { refusals } = server

test.each([
  refusals.codeMistyped,
  refusals.requestNotRead('request.txt'),
  refusals.requestWithoutCode,
  refusals.licenseNotFound,
  refusals.severalLicenses('7C5VR'),
  refusals.unknownApplication('other', 'app'),
  refusals.unknownProduct('other', 'storage'),
  refusals.limitInvalid('storage:x', 1000),
  refusals.expiryEarlier,
  refusals.staysRevoked,
  refusals.licenseRevoked,
  refusals.licenseSuspended,
  refusals.licenseExpired,
  refusals.machineReleased,
  refusals.machineLimit(1, null),
  refusals.machineNotFound,
  refusals.uniqueKey.mistyped,
  refusals.uniqueKey.length(3, 52),
  refusals.uniqueKey.letter('%'),
  refusals.returnCode.mistyped,
  refusals.returnCode.length(3, 15),
  refusals.returnCode.letter('%'),
  refusals.returnCodeMismatch,
  refusals.outputExists('answer.txt'),
  refusals.alreadyInitialized('vendor'),
  refusals.vendorFileNotRead('vendor.json'),
])('%s', (said) => {
  // What is wrong, a colon, and the step or what is taken.
  expect(said).toMatch(/: (\S+ )+\S+$|there (is|are)[:;] |; there are: |the catalogue has: /s)
})
