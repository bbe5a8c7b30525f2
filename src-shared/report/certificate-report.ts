// The activation certificate: one page for an auditor on what is licensed here, until when, by whose signature, and how
// to verify that without this program.
import type { LicenseView, ProductView } from '../contract/views.ts'
import type { Instant } from '../instant.ts'
import { dateTexts, type Place } from './date-texts.ts'
import { element, said, type ReportElement } from './element.ts'
import { cellText, propertyText, type ReportWords } from './license-cells.ts'
import { factList, feetOf, type Report, type ReportFacts } from './report-facts.ts'
import type { VerificationSteps } from './verification-steps.ts'

export interface Certificate extends Place {
  readonly facts: ReportFacts
  readonly license: LicenseView
  /** The time it is judged at. */
  readonly now: Instant
  /** What the vendor signed, and with which key. */
  readonly signed: {
    readonly issued: string
    readonly form: 'machine_file' | 'typed_key'
    readonly keyId: string
    /** Who is asked whether it is theirs. */
    readonly support: string
    readonly path: string
    readonly sha256: string
    readonly steps: VerificationSteps | null
  }
}

const COLUMNS = ['product', 'type', 'limit', 'expires', 'status'] as const

export function certificateReport(
  { facts, license, now, signed, ...place }: Certificate,
  words: ReportWords,
): Report {
  const dates = dateTexts(place)
  const told = { words, dates }
  const { certificate } = words.report
  const { columns } = words.page.licensing
  const products: readonly (ProductView | null)[] = license.products.length > 0 ? license.products : [null]
  const property = (id: Parameters<typeof propertyText>[0]) =>
    propertyText(id, license, license.products, told)
  const whole = { license, product: null, now }
  return {
    title: certificate.title,
    feet: feetOf(facts, certificate.title, words, dates.minute(facts.at)),
    body: element(
      'main',
      { class: 'one-page' },
      element('h1', {}, certificate.title),
      element('p', {}, certificate.says(facts.vendor, facts.machine)),
      factList([
        [columns.owner, cellText('owner', whole, told)],
        [columns.id, license.id],
        [columns.code, license.codeMasked],
        [columns.activatedOn, `${property('activatedOn')} (${property('mode')})`],
        [columns.expires, cellText('expires', { ...whole, license: { ...license, end: null } }, told)],
        [columns.localKeyValidUntil, property('localKeyValidUntil')],
        [certificate.signedFor, property('machine')],
        [certificate.issued, dates.whole(signed.issued)],
        [certificate.form[signed.form], signed.path],
        [certificate.digest, signed.sha256],
        [certificate.key, `Ed25519, ${signed.keyId}`],
        [words.report.vendor, facts.vendor],
        [words.report.machine, facts.machine],
        [words.report.exportedAt, `${dates.whole(facts.at)}, ${facts.app}`],
      ]),
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element('tr', {}, ...COLUMNS.map((id) => element('th', { scope: 'col' }, columns[id]))),
        ),
        element(
          'tbody',
          {},
          ...products.map((product) =>
            element(
              'tr',
              {},
              ...COLUMNS.map((id) => element('td', {}, said(cellText(id, { license, product, now }, told)))),
            ),
          ),
        ),
      ),
      element('h2', {}, certificate.verify),
      ...verifying(signed, words),
    ),
  }
}

function verifying(
  { steps, form, support }: Certificate['signed'],
  { report: { certificate } }: ReportWords,
): ReportElement[] {
  if (steps === null) return [element('p', {}, certificate.changedText)]
  const content = steps.content === null ? [] : [element('p', {}, certificate.read), commands(steps.content)]
  return [
    element('p', {}, certificate.signature[form]),
    commands(steps.signature),
    ...content,
    element('p', {}, certificate.whoseKey(support)),
  ]
}

const commands = (text: string): ReportElement => element('pre', { dir: 'ltr' }, text)
