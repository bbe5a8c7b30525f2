// A License Code of our form that no vendor of a test sold.
import { formatLicenseCode } from '#shared/formats/license-code.ts'

export const UNSOLD_CODE = formatLicenseCode(new Uint8Array(16).fill(9))
