// What an operator sends to a representative (docs/formats/activation-request.md): as text for a mail or a file, and as
// what a QR code holds.

export interface ActivationRequest {
  readonly uniqueKey: string
  /** null: the representative knows the license by other means. */
  readonly code: string | null
  readonly product: string
  readonly version: string
  /** null: the operator did not agree to tell it. */
  readonly hostName: string | null
}

/** One `Name: value` a line, in English whatever the language of the page: the vendor's programs read it too. */
export function requestText({ uniqueKey, code, product, version, hostName }: ActivationRequest): string {
  const lines: readonly (readonly [string, string | null])[] = [
    ['Unique Key', uniqueKey],
    ['License Code', code],
    ['Product', product],
    ['Version', version],
    ['Host name', hostName],
  ]
  const known = lines.flatMap(([name, value]) =>
    value === null ? [] : [`${`${name}:`.padEnd(14)}${value}\n`],
  )
  return `Activation request\n\n${known.join('')}`
}

/**
 * What the QR code of a request holds: an address where the vendor has a portal, else the text of its one or two keys.
 * The keys stand in the address's fragment, which a browser sends to nobody. `portal`: the profile's, without fragment.
 */
export function scannableRequest(
  { uniqueKey, code }: Pick<ActivationRequest, 'uniqueKey' | 'code'>,
  portal: string | null,
): string {
  if (portal !== null) {
    const fields = new URLSearchParams({
      'unique-key': uniqueKey,
      ...(code === null ? {} : { 'license-code': code }),
    })
    return `${portal}#${fields.toString()}`
  }
  return code === null ? uniqueKey : `Unique Key: ${uniqueKey}\nLicense Code: ${code}`
}
