// The pages of the Help menu, as a build has them: the operator's guide, and the licenses of the software of others.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { HELP_PAGES } from '../../src-main/hosts/electron/help-pages.ts'
import { installedNames, renamed } from '../../src-shared/install-name.ts'
import type { AccentTokens } from '../look/accent.ts'
import { htmlOfDocument } from './markdown.ts'
import { helpPage, textPage } from './page.ts'

const docs = path.resolve(import.meta.dirname, '../../docs')

/** Into `folder`, which is made. `notices`: as the command line prints them. */
export function writeHelp(
  folder: string,
  notices: string,
  names = installedNames(),
  accent: AccentTokens | null = null,
): void {
  mkdirSync(folder, { recursive: true })
  const guide = renamed(htmlOfDocument(path.join(docs, 'operator-guide.md')), names)
  writeFileSync(path.join(folder, HELP_PAGES.guide), helpPage('Operator guide', guide, accent?.accent))
  writeFileSync(
    path.join(folder, HELP_PAGES.notices),
    textPage('Third-party notices', notices, accent?.accent),
  )
}
