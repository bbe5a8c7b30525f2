// What a deb and an rpm have beside the app: the command, its manual page and completions, the timer, and the scripts that run
// when they are installed and removed (docs/operator-guide.md#install-on-linux).
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Configuration } from 'electron-builder'
import { renamed } from '../../../src-shared/install-name.ts'
import { asTheirs, type Identity } from '../identity.ts'

const root = path.resolve(import.meta.dirname, '../../..')

export interface LinuxParts {
  readonly whose: Identity
  /** Of the build that is packed; `linux/` in it is written. */
  readonly outRoot: string
  /** The command line as one file. */
  readonly program: string
  /** Packed quickly, and larger. */
  readonly quickly: boolean
}

/** For electron-builder. */
export function linuxFiles({
  whose,
  outRoot,
  program,
  quickly,
}: LinuxParts): Pick<Configuration, 'deb' | 'rpm'> {
  const { names } = whose
  const { installName } = names
  const folder = path.join(outRoot, 'linux')
  mkdirSync(folder, { recursive: true })
  const file = (name: string, content: string | Buffer, mode = 0o644) => {
    const written = path.join(folder, name)
    writeFileSync(written, content, { mode })
    return written
  }
  const says = (...words: string[]) => execFileSync(program, words)
  const unit = (name: string) =>
    asTheirs(readFileSync(path.join(root, 'assets/service', name), 'utf8'), whose).replace(
      /^ExecStart=/m,
      'ExecStart=/usr/bin/',
    )
  const script = (name: string, theirs = '') =>
    file(
      `${name}.sh`,
      renamed(readFileSync(path.join(import.meta.dirname, `${name}.sh`), 'utf8'), names) + theirs,
      0o755,
    )

  const shared = [
    [program, `/usr/bin/${installName}`],
    [file('manual.1.gz', gzipSync(says('manual'))), `/usr/share/man/man1/${installName}.1.gz`],
    [
      file('completion.bash', says('completion', 'bash')),
      `/usr/share/bash-completion/completions/${installName}`,
    ],
    [
      file('completion.fish', says('completion', 'fish')),
      `/usr/share/fish/vendor_completions.d/${installName}.fish`,
    ],
    ...['service', 'timer'].map((kind) => [
      file(`refresh.${kind}`, unit(`activation-desk-refresh.${kind}`)),
      `/usr/lib/systemd/system/${installName}-refresh.${kind}`,
    ]),
  ]
  const zsh = file('completion.zsh', says('completion', 'zsh'))
  const afterInstall = script('after-install', ofElectronBuilder('after-install'))
  const afterRemove = script('after-remove', ofElectronBuilder('after-remove'))
  const options = (zshFolder: string) => ({
    packageName: installName,
    afterInstall,
    afterRemove,
    fpm: [
      '--before-remove',
      script('before-remove'),
      ...[...shared, [zsh, `/usr/share/zsh/${zshFolder}/_${installName}`]].map((pair) => pair.join('=')),
    ],
  })
  return {
    deb: { ...options('vendor-completions'), compression: quickly ? 'gz' : 'xz' },
    rpm: { ...options('site-functions'), compression: quickly ? 'gzip' : 'xz' },
  }
}

/** Sandbox, AppArmor, lists of programs and types: electron-builder's own script, which we go on with. */
function ofElectronBuilder(name: string): string {
  const builder = createRequire(createRequire(import.meta.url).resolve('electron-builder'))
  const templates = path.join(
    path.dirname(builder.resolve('app-builder-lib/package.json')),
    'templates/linux',
  )
  return readFileSync(path.join(templates, `${name}.tpl`), 'utf8').replace(/^#!.*\n/, '')
}
