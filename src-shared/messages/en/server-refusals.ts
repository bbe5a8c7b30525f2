// English words of the vendor’s back office: why it refuses. With --json they are these in every language.
export const refusals = {
  codeMistyped: 'there is a typing error in the License Code: its check letters do not fit',
  licenseNotFound: 'there is no license with this id or code',
  codeTaken: 'there already is a license with this code',
  codeTooLong: 'a License Code is one line of at most 4096 letters',
  codeLooksMistyped: 'this looks like a License Code of ours with a typing error in it',
  codeEmpty: 'the License Code is empty',
  machinesInvalid: (most: number) => `a license is for 1 to ${most} machines`,
  checkOutDaysInvalid: 'check-out days are a whole number from 1 to 3650',
  ownerInvalid: 'the owner is a name in one line, of at most 200 letters',
  daysInvalid: 'days are a whole number from 0 to 3650',
  featureInvalid: (feature: string) => `"${feature}" is not a feature code`,
  unknownApplication: (code: string, known: string) =>
    `there is no application "${code}"; there are: ${known}`,
  applicationInvalid: 'an application needs a code like "my-app" and a name',
  applicationExists: (code: string) => `there already is an application "${code}"`,
  noProducts: 'a license covers at least one product',
  productTwice: (code: string) => `product "${code}" is named twice`,
  unknownProduct: (code: string, known: string) =>
    `there is no product "${code}"; the catalogue has: ${known}`,
  limitInvalid: (spec: string, most: number) =>
    `"${spec}": the limit is a whole number up to ${most}, or "-" for none`,
  takesNoLimit: (code: string) => `"${code}" is on or off (type Status): it takes no limit`,
  expiryInThePast: 'the new expiry lies in the past',
  expiryEarlier: 'the license is valid longer than that already: to shorten it, use “update”',
  staysRevoked: 'a revoked license stays revoked: sell a new one',
  licenseRevoked: 'the license is revoked',
  licenseSuspended: 'the license is suspended: reinstate it first',
  licenseExpired: 'the license has expired: renew it first',
  machineReleased: 'the machine was released while it was answered: answer again',
  machineNotFound: 'the license has no machine with this id or Unique Key',
  returnCodeMismatch:
    'the return code was not made on this machine for this license: compare the Unique Key and the license',
  newerKeyIssued: (when: string) =>
    `this machine was given a newer key on ${when}, which is not returned: ask for its return code, or free the seat all the same ("machine release")`,
  outputNotWritten: (file: string, why: string) =>
    `${file} cannot be written (${why}); the seat is taken: ask again`,
  vendorFileNotJson: (file: string) => `the vendor file ${file} is not JSON`,
  vendorFileNotRead: (file: string) => `the vendor file ${file} cannot be read`,
}
