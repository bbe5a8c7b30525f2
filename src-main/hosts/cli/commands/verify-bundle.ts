// activation-desk verify-bundle BUNDLE: whether a new version from a USB stick may be installed, and by which command.
import { installCommands } from '#main/adapters/offline-bundle/install-commands.ts'
import { verifyBundle } from '#main/adapters/offline-bundle/verify-bundle.ts'
import { version } from '#main/assembly.ts'
import { NotAFile } from '#shared/files/given-file.ts'
import { INSTALL_NAME } from '#shared/install-name.ts'
import { printable } from '#shared/printable.ts'
import { wrapped } from '#shared/wrapped.ts'
import type { CommandContext } from '../command-context.ts'
import { facts } from '../text.ts'

export function verifyOfflineBundle(bundle: string, context: CommandContext): void {
  const here = { name: INSTALL_NAME, version, platform: `${process.platform}-${process.arch}` }
  const { files, standIn, ...manifest } = context.settle(opened(bundle, here, context))
  const commands = installCommands(bundle, files, here)
  const words = context.messages.cli.verifyBundle
  const answer = { ...here, version: manifest.version, here: version, standIn, files, commands }
  const said = (text: string) => wrapped(printable(text), context.width)
  // A command that went on below could not be copied.
  context.answerVerbatim(answer, () =>
    [
      said(words.good(manifest.version, here.platform, context.vendor.name, version)),
      ...(standIn ? [said(words.standIn)] : []),
      '',
      said(facts(files.map(({ is, name }) => [`  ${words.files[is]}`, name]))),
      '',
      said(words.install),
      ...commands.flatMap(({ on, command }) => [said(`  ${words.on[on]}`), `    ${printable(command)}`]),
    ].join('\n'),
  )
}

function opened(bundle: string, here: Parameters<typeof verifyBundle>[2], context: CommandContext) {
  const { misuse } = context.messages.cli
  try {
    return verifyBundle(bundle, context.vendor, here)
  } catch (error) {
    if (error instanceof NotAFile) return context.misuse(misuse.noBundleFile(bundle, error.is))
    return context.misuse(misuse.notReadable(bundle))
  }
}
