// English words of an exported file that people read (HTML, PDF, XLSX). What else it says is said on the page too.
export const report = {
  title: 'Licenses',
  /** The sheet that says where the file comes from. */
  about: 'About',
  vendor: 'Vendor',
  machine: 'Machine',
  uniqueKey: 'Unique Key',
  exportedAt: 'Exported at',
  exportedBy: 'Exported by',
  entries: 'Entries',
  /** At the foot of each sheet of paper. */
  pageOf: (page: string, pages: string) => `Page ${page} of ${pages}`,
  /** Above the blocks, one for each license. */
  properties: 'Further properties of each license',
  /** A column that the page does not have. */
  productCode: 'Product codes',
  noLimit: 'No limit',
  certificate: {
    title: 'Activation certificate',
    /** Names of vendor and machine. */
    says: (vendor: string, machine: string) =>
      `What the machine ${machine} holds of this license, by a key that ${vendor} signed for it alone. The status is that of the time below.`,
    /** The Unique Key in what was signed. */
    signedFor: 'Signed for Unique Key',
    issued: 'Signed on',
    form: { machine_file: 'Stored key file', typed_key: 'Stored typed key' },
    digest: 'SHA-256 of that file',
    key: 'Signed with key',
    verify: 'How to verify this without Activation Desk',
    signature: {
      machine_file:
        'In a shell on this machine, or on any other with a copy of the file and FILE set to it; with OpenSSL 3. The signature holds where the last command says “Signature Verified Successfully”.',
      typed_key:
        'In a shell on this machine, or on any other with a copy of the file and FILE set to it; with OpenSSL 3 and base32. The second line waits for the License Code. The signature holds, for this Unique Key and that License Code, where the last command says “Signature Verified Successfully”.',
    },
    read: 'Then, what was signed (owner, products, ends, Unique Key), in the same shell. Where the file is encrypted, the first line waits for the License Code.',
    whoseKey: (support: string) =>
      `The public key above is the vendor’s where the vendor says so: ask ${support} for it, not this machine.`,
    changedText:
      'The key was changed on its way here (quoted or wrapped by a mail program) and holds all the same, but plain commands cannot read it. Enter it once more as the vendor sent it, and make this certificate again.',
  },
}
