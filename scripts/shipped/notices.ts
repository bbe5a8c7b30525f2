// The third-party notices of a build: every package in its bundles, with the license text that came with it.
import type { ShippedPackage } from './packages.ts'

const RULE = '-'.repeat(80)

export function noticesText(packages: readonly ShippedPackage[]): string {
  const head = [
    'Activation Desk contains the following software of others, under their licenses.',
    'The desktop app also runs on Electron and Chromium: LICENSE.electron.txt and LICENSES.chromium.html beside it.',
    '',
    ...packages.map(({ name, version, license }) => `${name} ${version} (${license})`),
  ]
  return `${[...head, ...packages.map(noticeOf)].join('\n')}\n`
}

function noticeOf({ name, version, license, homepage, texts }: ShippedPackage): string {
  const title = [`${name} ${version}`, license, ...(homepage === null ? [] : [homepage])].join(' · ')
  const text =
    texts.length > 0 ? texts.join('\n\n') : `The package carries no license text; it declares ${license}.`
  return `\n${RULE}\n${title}\n${RULE}\n\n${text.replaceAll('\r\n', '\n')}`
}
