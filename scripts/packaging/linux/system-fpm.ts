// fpm's part of a Linux package, by what Debian has for it: dpkg-deb and rpmbuild. electron-builder calls it as fpm where the
// real one cannot be had (CUSTOM_FPM_PATH).
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  chmodSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

const text = { type: 'string' } as const
const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: {
    s: { type: 'string', short: 's' },
    t: { type: 'string', short: 't' },
    d: { type: 'string', short: 'd', multiple: true },
    force: { type: 'boolean' },
    architecture: text,
    name: text,
    version: text,
    package: text,
    description: text,
    maintainer: text,
    vendor: text,
    url: text,
    license: text,
    'after-install': text,
    'before-remove': text,
    'after-remove': text,
    'deb-priority': text,
    'deb-compression': text,
    'deb-recommends': { type: 'string', multiple: true },
    'rpm-os': text,
    'rpm-compression': text,
    'rpm-summary': text,
  },
})
const given = (name: keyof typeof values): string => {
  const value = values[name]
  if (typeof value !== 'string') throw new Error(`fpm was not told --${name}`)
  return value
}
/** For a spec of rpm, which would put something else in the place of a %. */
const inSpec = (name: keyof typeof values): string => given(name).replaceAll('%', '%%')
/** Where each maintainer script goes: of a deb its name, of an rpm the section of its spec. */
const SCRIPTS = [
  ['after-install', 'postinst', '%post'],
  ['before-remove', 'prerm', '%preun'],
  ['after-remove', 'postrm', '%postun'],
] as const

/** electron-builder says it as Debian does; dnf and zypper take a package of no other. */
const RPM_ARCHITECTURES: Readonly<Record<string, string>> = { amd64: 'x86_64', arm64: 'aarch64' }

const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-fpm-'))
try {
  const tree = path.join(folder, 'tree')
  const places = positionals.map((mapping) => layDown(tree, mapping))
  setModes(tree)
  if (values.t === 'deb') packDeb(tree)
  else if (values.t === 'rpm') packRpm(tree, places)
  else throw new Error(`no package of the kind ${values.t ?? '?'} here`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** `SOURCE=/PLACE`; a folder's source ends with a slash. Its place. */
function layDown(tree: string, mapping: string): string {
  const [source = '', place = ''] = mapping.split(/=(?=\/)/)
  const to = path.join(tree, place)
  mkdirSync(path.dirname(to), { recursive: true })
  cpSync(source, to, { recursive: true, verbatimSymlinks: true })
  return place
}

/** Whatever the umask of who packs: everybody may read, nobody but the owner write. */
function setModes(at: string): void {
  for (const entry of readdirSync(at, { withFileTypes: true })) {
    const file = path.join(at, entry.name)
    if (entry.isSymbolicLink()) continue
    if (entry.isDirectory()) setModes(file)
    else chmodSync(file, statSync(file).mode & 0o100 ? 0o755 : 0o644)
  }
  chmodSync(at, 0o755)
}

function packDeb(tree: string): void {
  const control = path.join(tree, 'DEBIAN')
  mkdirSync(control)
  const fields = [
    ['Package', given('name')],
    ['Version', given('version')],
    ['Architecture', given('architecture')],
    ['Maintainer', given('maintainer')],
    ['Vendor', given('vendor')],
    ['Depends', (values.d ?? []).join(', ')],
    ['Recommends', (values['deb-recommends'] ?? []).join(', ')],
    ['Section', 'default'],
    ['Priority', given('deb-priority')],
    ['Homepage', given('url')],
    ['License', given('license')],
    ['Description', given('description').trim().replaceAll(/\n\s*/g, '\n ')],
  ]
  const lines = fields.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}\n`)
  writeFileSync(path.join(control, 'control'), lines.join(''))
  for (const [option, name] of SCRIPTS)
    writeFileSync(path.join(control, name), readFileSync(given(option)), { mode: 0o755 })
  const words = [
    '--root-owner-group',
    '-Z',
    given('deb-compression').replace(/^gz$/, 'gzip'),
    '--build',
    tree,
    given('package'),
  ]
  execFileSync('dpkg-deb', words, { stdio: 'inherit' })
}

function packRpm(tree: string, places: readonly string[]): void {
  const scripts = SCRIPTS.map(([option, , section]) => {
    const script = readFileSync(given(option), 'utf8')
    const shell = /^#!(\S+)/.exec(script)?.[1] ?? '/bin/sh'
    return `${section} -p ${shell}\n${script.replaceAll('%', '%%')}\n`
  })
  const description = inSpec('description').trim()
  const spec = `
%global _build_id_links none
%global __os_install_post %{nil}
%global _binary_payload ${given('rpm-compression') === 'gzip' ? 'w1.gzdio' : 'w2.xzdio'}
Name: ${given('name')}
Version: ${given('version').replaceAll('-', '_')}
Release: 1
Summary: ${values['rpm-summary'] ?? description.split('\n')[0] ?? ''}
License: ${inSpec('license')}
Vendor: ${inSpec('vendor')}
URL: ${inSpec('url')}
Packager: ${inSpec('maintainer')}
AutoReqProv: no
${(values.d ?? []).map((one) => `Requires: ${one}\n`).join('')}
%description
${description}

%install
cp -a '${tree}/.' %{buildroot}/

${scripts.join('\n')}
%files
%defattr(-,root,root,-)
${places.map((place) => `"${place}"\n`).join('')}`
  const specFile = path.join(folder, 'package.spec')
  writeFileSync(specFile, spec)
  const architecture = RPM_ARCHITECTURES[given('architecture')] ?? given('architecture')
  const defined = ['_topdir', '_rpmdir', '_tmppath'].flatMap((name) => ['--define', `${name} ${folder}/rpm`])
  const naming = ['--define', '_rpmfilename package.rpm']
  mkdirSync(path.join(folder, 'rpm'))
  execFileSync('rpmbuild', ['-bb', '--quiet', '--target', architecture, ...defined, ...naming, specFile], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  cpSync(path.join(folder, 'rpm/package.rpm'), given('package'))
}
