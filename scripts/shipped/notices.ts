// The third-party notices of a build: every package in its bundles, with the license text that came with it.
import type { ShippedPackage } from './packages.ts'

/** What a program of one file runs on, and has inside of itself. */
export type Runtime = Omit<ShippedPackage, 'direct'>

const RULE = '-'.repeat(80)

/** `node`: of the command line as one file, where that goes along. */
export function noticesText(packages: readonly ShippedPackage[], node?: Runtime): string {
  const all: readonly Runtime[] = [...packages, ...(node ? [node] : [])]
  const head = [
    'Activation Desk contains the following software of others, under their licenses.',
    'The desktop app also runs on Electron and Chromium: LICENSE.electron.txt and LICENSES.chromium.html in its folder.',
    ...(node
      ? ['The command line as one file runs on Node.js, which is in it with OpenSSL, V8, ICU and more.']
      : []),
    '',
    ...all.map(({ name, version, license }) => `${name} ${version} (${license})`),
  ]
  return `${[...head, ...all.map(noticeOf)].join('\n')}\n`
}

function noticeOf({ name, version, license, homepage, texts }: Runtime): string {
  const title = [`${name} ${version}`, license, ...(homepage === null ? [] : [homepage])].join(' · ')
  const text =
    texts.length > 0 ? texts.join('\n\n') : `The package carries no license text; it declares ${license}.`
  return `\n${RULE}\n${title}\n${RULE}\n\n${text.replaceAll('\r\n', '\n')}`
}
