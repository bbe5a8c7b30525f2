// English words of the gate's answer. It loads these alone.
import { days } from './spans.ts'
import { standing } from './standing.ts'
import { statuses } from './statuses.ts'

export const verdict = {
  mayRun: (product: string, status: string) => `${product}: may run (${status}).`,
  mayNotRun: (product: string, status: string) => `${product}: may not run (${status}).`,
  /** Of the libraries: `why` is a code, and its place and reason where there are some. */
  couldNotTell: (why: string) => `It cannot be told whether the product may run: ${why}.`,
  maintenanceEnded: {
    label: 'Maintenance ended',
    meaning: (built: string, until: string) =>
      `This version was built on ${built}; those built until ${until} are covered and may run.`,
    ofFeature: (feature: string, built: string, until: string) =>
      `This version was built on ${built}; the license with the feature “${feature}” covers those built until ${until}.`,
    todo: 'Renew the maintenance with the vendor, or install a version that it covers.',
  },
  featureNotLicensed: {
    label: 'Feature not licensed',
    meaning: (feature: string) => `No license that lets the product run has the feature “${feature}”.`,
    todo: 'Ask the vendor for a license that has it.',
  },
  /** `count`: whole days. */
  thenGrace: {
    license: (day: string, count: number) =>
      `The license ends on ${day} (${days(count)}); its days of grace follow.`,
    local_key: (day: string, count: number) =>
      `The Local License Key ends on ${day} (${days(count)}); its days of grace follow.`,
  },
  /** Before all that the gate of a test vendor says. */
  ofTest: (sentence: string) => `TEST: ${sentence}`,
}

export const gate = { ...verdict, statuses, standing }
