// The name of a row of the table, as an export is asked for some of them (`export.create`).

/** Null: the license names no product, or cannot be read, and has one row all the same. */
export const rowKey = (licenseId: string, productCode: string | null): string =>
  productCode === null ? licenseId : `${licenseId}/${productCode}`
