// Under which names a package of the app lives on a machine, beside those of other vendors (docs/formats/vendor-profile.md#installname).

/** Put in by `scripts/build.ts`: the profile's `installName`. */
declare const __INSTALL_NAME__: string | undefined

const OURS = 'activation-desk'

/** Also a user's and a group's on Linux, a unit's and a link's scheme. */
export const INSTALL_NAME_FORM = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
export const LONGEST_INSTALL_NAME = 24

/** Of the data folder on Linux, the group, the units, the links and the command. A checkout has ours, whatever `--vendor` says. */
export const INSTALL_NAME = typeof __INSTALL_NAME__ === 'undefined' ? OURS : __INSTALL_NAME__

export interface InstalledNames {
  readonly installName: string
  /** Shown, and of the folders on Windows and macOS: the words of the other one with capitals. */
  readonly appName: string
}

export function installedNames(installName: string = OURS): InstalledNames {
  const words = installName.split('-').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
  return { installName, appName: words.join(' ') }
}

export const { appName: APP_NAME } = installedNames(INSTALL_NAME)

/** Of our variables of the environment. */
const prefixOf = (installName: string): string => installName.toUpperCase().replaceAll('-', '_')

export const DATA_DIR_VARIABLE = `${prefixOf(INSTALL_NAME)}_DATA_DIR`

/** Our own names in a text become these; the address of our own page stays. */
export function renamed(text: string, { installName, appName }: InstalledNames): string {
  if (installName === OURS) return text
  return text
    .replaceAll(/activation-desk(?!\.example)/g, installName)
    .replaceAll('ACTIVATION_DESK', prefixOf(installName))
    .replaceAll('Activation Desk', appName)
    .replaceAll('ActivationDesk', appName.replaceAll(' ', ''))
    .replaceAll('activationdesk', installName.replaceAll('-', ''))
}
