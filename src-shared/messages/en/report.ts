// English words of an exported file that people read (HTML, PDF, XLSX). What else it says is said on the page too.
export const report = {
  title: 'Licenses',
  /** The sheet that says where the file comes from. */
  about: 'About',
  vendor: 'Vendor',
  uniqueKey: 'Unique Key',
  exportedAt: 'Exported at',
  exportedBy: 'Exported by',
  entries: 'Entries',
  /** A column that the page does not have. */
  productCode: 'Product code',
  noLimit: 'No limit',
}
