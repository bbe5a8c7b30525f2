// Whether something in the data folder is a license's, in its place: not what lies beside the licenses, or was set aside.

/** `where`: within the data folder, as words have it. */
export const isOfLicenses = (where: string): boolean => /^licenses(\/|$)/.test(where)
