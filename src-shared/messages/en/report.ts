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
}
