// The deb and the rpm on a machine: what they bring and whose it is, an upgrade, a removal. Electron's runtime is a stand-in.
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import type { PackageOptions, Packed } from '../../../scripts/package.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { newUpdateKey } from '#tests/support/offline-bundles.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { needTool, rpm, sevenZip } from '#tests/support/tools.ts'
import { openVendorSide, type VendorSide } from '#tests/support/vendor-side.ts'
import { Machine } from '../guides/machine.ts'

const root = path.resolve(import.meta.dirname, '../../..')
/** Milliseconds: everything is built, for two vendors. */
const BUILDING = 2_700_000
/** Milliseconds: two packages are installed, or one twice, on a machine that has other things to do. */
const TWO_PACKAGES = 600_000
const BEFORE = '0.0.9'
/** The `installName` of another vendor. */
const OTHER = 'contoso-licensing'

/** All that a vendor may have of its own; what it trusts is the other's. */
const CONTOSO: Partial<VendorProfile> = {
  id: 'contoso',
  name: 'Contoso',
  installName: OTHER,
  uniqueKeyPrefix: 'CONTOSO',
  publisher: { name: 'Contoso B.V.', email: 'packages@contoso.example', homePage: 'https://contoso.example' },
  appId: 'com.contoso.licensing',
  appearance: { accent: '#7a1f5c', icon: 'contoso.svg' },
}
const CONTOSO_ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="#7a1f5c"/></svg>'

/** In a process of its own: electron-builder prints, and keeps state. */
async function packageApp(options: PackageOptions): Promise<Packed> {
  const script = `import { packageApp } from '${path.join(root, 'scripts/package.ts')}'
    process.stdout.write('\\n@' + JSON.stringify(await packageApp(${JSON.stringify(options)})))`
  const words = ['--input-type=module', '--eval', script]
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: root, maxBuffer: 2 ** 24 })
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n@') + 2)) as Packed
}

interface Kind {
  readonly name: 'deb' | 'rpm'
  /** Of the libraries of a desktop this machine has none. */
  readonly install: string
  readonly remove: string
  /** Removes what a removal leaves, too. */
  readonly purge: string
  readonly list: string
  /** Prints what is not as the package has it: bytes, and with rpm sizes, owners, modes, links. */
  readonly verify: string
}

const KINDS: readonly Kind[] = [
  {
    name: 'deb',
    install: 'dpkg --install --force-depends',
    remove: 'dpkg --remove activation-desk',
    purge: 'dpkg --purge activation-desk',
    list: 'dpkg-query --listfiles activation-desk',
    verify: 'dpkg --verify activation-desk',
  },
  {
    name: 'rpm',
    install: 'rpm --upgrade --nodeps',
    remove: 'rpm --erase activation-desk',
    purge: 'rpm --erase activation-desk',
    list: 'rpm --query --list activation-desk',
    verify: 'rpm --verify --nodeps activation-desk',
  },
]

const APP = '/opt/Activation Desk'
/** What may be there, and with which mode; of folders 755. */
const ALLOWED: readonly [RegExp, string][] = [
  [/^\/usr\/bin\/activation-desk$/, '755'],
  [/^\/usr\/share\/man\/man1\/activation-desk\.1\.gz$/, '644'],
  [/^\/usr\/share\/bash-completion\/completions\/activation-desk$/, '644'],
  [/^\/usr\/share\/fish\/vendor_completions\.d\/activation-desk\.fish$/, '644'],
  [/^\/usr\/share\/zsh\/(vendor-completions|site-functions)\/_activation-desk$/, '644'],
  [/^\/usr\/lib\/systemd\/system\/activation-desk-refresh\.(service|timer)$/, '644'],
  [/^\/usr\/share\/applications\/activation-desk-app\.desktop$/, '644'],
  [/^\/usr\/share\/mime\/packages\/activation-desk-app\.xml$/, '644'],
  [/^\/usr\/share\/icons\/hicolor\/\w+\/apps\/activation-desk-app\.(png|svg)$/, '644'],
  [/^\/opt\/Activation Desk\/activation-desk-app$/, '755'],
  // Set where the kernel gives the app no namespaces: electron-builder's own script asks it.
  [/^\/opt\/Activation Desk\/chrome-sandbox$/, '4?755'],
  [/^\/opt\/Activation Desk\/(LICENSE\.electron\.txt|STAND-IN\.txt|TEST-BUILD\.txt|version)$/, '644'],
  [/^\/opt\/Activation Desk\/locales\/[\w-]+\.pak$/, '644'],
  [/^\/opt\/Activation Desk\/resources\/(app\.asar|apparmor-profile|sbom\.cdx\.json)$/, '644'],
  [/^\/opt\/Activation Desk\/resources\/cli\/activation-desk$/, '755'],
  [/^\/opt\/Activation Desk\/resources\/cli\/[\w.-]+\.(js|mjs|cmd|txt|json)$/, '644'],
  [/^\/opt\/Activation Desk\/resources\/renderer\/(index\.html|assets\/[\w.-]+\.(js|css|woff2|svg))$/, '644'],
  [/^\/opt\/Activation Desk\/resources\/help\/(operator-guide|third-party-notices)\.html$/, '644'],
  [/^\/opt\/Activation Desk\/resources\/service\/[\w-]+\.(service|timer|conf|xml|plist)$/, '644'],
  [
    /^\/opt\/Activation Desk\/resources\/policy\/(activation-desk\.admx|en-US\/activation-desk\.adml)$/,
    '644',
  ],
  [/^\/opt\/Activation Desk\/resources\/policy\/managed-settings\.schema\.json$/, '644'],
]

/** Not in an address, and not a part of another path. */
const NAMED_PATH = /(?<![\w/.:~%-])(\/(?:usr|opt|etc|var|bin|lib)(?:\/(?:Activation Desk|[\w.-]+))+)/g
/** What a text names and no package brings, with who makes it. */
const MADE_BY_OTHERS: readonly RegExp[] = [
  /^\/usr\/local\/bin$/, // the system
  /^\/etc\/systemd\/system\/PRODUCT\.service\.d/, // whoever installs the product
]

const hindrance = Machine.hindrance()
describe('a package for Linux (issue 16)', runsWhere(hindrance === null, hindrance ?? ''), () => {
  const all = new Cleanup()
  let media = ''
  let vendor: VendorSide
  let leftOut: Packed['leftOut'] = []
  beforeAll(async () => {
    if (rpm.find() === null || sevenZip.find() === null) return
    const folder = all.folder()
    const profileFile = path.join(folder, 'vendor.json')
    vendor = await openVendorSide(all)
    const { privateKey, updateKey } = newUpdateKey()
    const updateKeyFile = path.join(folder, 'update-key.pem')
    writeFileSync(updateKeyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }))
    writeFileSync(profileFile, JSON.stringify({ ...(await vendor.profile()), updateKey }))
    const output = path.join(folder, 'release')
    media = path.join(folder, 'media')
    mkdirSync(media)
    const targets = ['deb', 'rpm', 'tar.gz', 'zip']
    const options = {
      profileFile,
      output,
      targets,
      standIn: true,
      testBuild: true,
      versionBefore: BEFORE,
      updateKeyFile,
    }
    const packed = await packageApp(options)
    leftOut = packed.leftOut
    // Another vendor's, as it may come to the same machine. It trusts the same keys: with the other's store it would allow.
    const other = path.join(folder, 'other.json')
    writeFileSync(other, JSON.stringify({ ...(await vendor.profile()), ...CONTOSO }))
    writeFileSync(path.join(folder, 'contoso.svg'), CONTOSO_ICON)
    const otherOutput = path.join(folder, 'other')
    const ofOther = await packageApp({
      profileFile: other,
      output: otherOutput,
      targets: ['deb', 'rpm'],
      standIn: true,
      testBuild: true,
    })
    leftOut = [...leftOut, ...ofOther.leftOut]
    for (const file of ofOther.files) copyFileSync(file, path.join(media, `other${path.extname(file)}`))
    for (const file of packed.files) {
      if (file.endsWith('.bundle.tar')) copyFileSync(file, path.join(media, 'offline.tar'))
      const age = file.includes(BEFORE) ? 'before' : 'now'
      copyFileSync(file, path.join(media, `${age}${/\.(tar\.gz|\w+)$/.exec(file)?.[0] ?? ''}`))
    }
  }, BUILDING)
  afterAll(() => all.run())

  async function machine(context: TestContext): Promise<Machine> {
    for (const tool of [rpm, sevenZip]) needTool(tool, context)
    const cleanup = new Cleanup()
    context.onTestFinished(() => cleanup.run())
    return Machine.start(cleanup, { media })
  }

  test('none of the four was left out', (context) => {
    for (const tool of [rpm, sevenZip]) needTool(tool, context)
    expect(leftOut).toEqual([])
  })

  describe.each(KINDS)('$name', ({ name, install, remove, purge, list, verify }) => {
    test('brings what is allowed, owned by root, and nothing else', async (context) => {
      const desk = await machine(context)
      await desk.does(`${install} /media/now.${name}`)
      const listed = await desk.does(
        `${list} | while read -r file; do stat --format '%F|%U:%G|%a|%n' "$file"; done`,
      )
      const files = listed
        .split('\n')
        .map((line) => line.split('|'))
        .filter(([kind]) => kind?.startsWith('regular'))
      const strange = files.filter(
        ([, owner, mode = '', file = '']) =>
          owner !== 'root:root' ||
          !ALLOWED.some(([pattern, right]) => pattern.test(file) && new RegExp(`^${right}$`).test(mode)),
      )
      expect(strange).toEqual([])
      // Each rule has its file: a list that allows what is not there any more holds nothing.
      const unused = ALLOWED.filter(([pattern]) => !files.some(([, , , file = '']) => pattern.test(file)))
      expect(unused).toEqual([])
      expect(listed).not.toMatch(/symbolic link/)
    })

    test(
      'is as the package says for the system’s own check, after an installation and an upgrade',
      { timeout: TWO_PACKAGES },
      async (context) => {
        const desk = await machine(context)
        const differs = () => desk.shell(verify)
        await desk.does(`${install} /media/now.${name}`)
        // Here the kernel refuses name spaces, so that the app's sandbox is made one that starts as root; a deb has no modes.
        const sandbox = `.M.......    ${APP}/chrome-sandbox\n`
        expect((await differs()).stdout).toBe(name === 'rpm' ? sandbox : '')
        await desk.does(
          `${remove} && printf '#!/bin/sh\n' >/usr/bin/unshare && ${install} /media/now.${name}`,
        )
        expect(await differs()).toMatchObject({ status: 0, stdout: '' })
        // It does look.
        await desk.does('echo more >>/usr/share/applications/activation-desk-app.desktop')
        expect((await differs()).stdout).toContain('/usr/share/applications/activation-desk-app.desktop')
        await desk.does(remove)

        await desk.does(`${install} /media/before.${name} && ${install} /media/now.${name}`)
        expect(await differs()).toMatchObject({ status: 0, stdout: '' })
      },
    )

    test('gives the command, its help, the folder with its rights, and the timer', async (context) => {
      const desk = await machine(context)
      await desk.does(`${install} /media/now.${name}`)
      expect(await desk.does('activation-desk doctor --offline')).toContain('Data folder')
      // The one that apt, dnf and zypper look for.
      expect(
        await desk.does(
          name === 'deb'
            ? `dpkg-query --show --showformat '\${Architecture}' activation-desk`
            : "rpm --query --queryformat '%{ARCH}' activation-desk",
        ),
      ).toBe(name === 'deb' ? 'amd64' : 'x86_64')
      expect(await desk.does("stat --format '%U:%G %a' /var/lib/activation-desk")).toBe(
        'root:activation-desk 2770\n',
      )
      expect(await desk.does('getent passwd activation-desk')).toMatch(/:\/usr\/sbin\/nologin$/m)
      expect(await desk.does('gunzip --stdout /usr/share/man/man1/activation-desk.1.gz')).toContain('.TH')
      expect(
        await desk.does('bash -n /usr/share/bash-completion/completions/activation-desk && echo whole'),
      ).toBe('whole\n')
      expect(await desk.does('systemctl is-enabled activation-desk-refresh.timer')).toBe('enabled\n')
      const unit = await desk.read('/usr/lib/systemd/system/activation-desk-refresh.service')
      expect(unit).toContain('ExecStart=/usr/bin/activation-desk refresh')
      expect(await desk.does('readlink -f /usr/bin/activation-desk-app')).toBe(`${APP}/activation-desk-app\n`)
    })

    test('what its texts name is where they say it is', async (context) => {
      const desk = await machine(context)
      await desk.does(`${install} /media/now.${name}`)
      // Texts: what a person or a system reads. The guide is for all systems, and for the one file, too.
      const texts = (await desk.does(list))
        .split('\n')
        .filter((file) =>
          /\.(service|timer|conf|xml|desktop|1\.gz)$|\/cli\/activation-desk$|apparmor-profile$/.test(file),
        )
      expect(texts.length).toBeGreaterThan(8)
      const named = new Map<string, string>()
      for (const file of texts) {
        const read = file.endsWith('.gz') ? 'gunzip --stdout' : 'cat'
        const text = (await desk.does(`${read} '${file}'`)).replaceAll(String.raw`\-`, '-')
        // An address goes on after its colon.
        for (const [, found = ''] of text.matchAll(NAMED_PATH)) named.set(found.replace(/[.,:)]+$/, ''), file)
      }
      const missing: string[] = []
      for (const [one, file] of named)
        if (
          !MADE_BY_OTHERS.some((pattern) => pattern.test(one)) &&
          (await desk.shell(`test -e '${one}'`)).status !== 0
        )
          missing.push(`${one} in ${file}`)
      expect(missing).toEqual([])
      // It does look.
      expect([...named.keys()]).toEqual(
        expect.arrayContaining(['/usr/bin/activation-desk', '/var/lib/activation-desk']),
      )
      // Whatever copy of a unit is taken calls what is there.
      const calls = await desk.does(
        `grep --no-filename --only-matching --perl-regexp '^Exec\\w+=\\K\\S+' '${APP}'/resources/service/* /usr/lib/systemd/system/activation-desk*`,
      )
      for (const called of new Set(calls.trim().split('\n')))
        expect(await desk.does(`command -v ${called}`)).toBe('/usr/bin/activation-desk\n')

      // What runs the command is in it: so are its name and its license (issue 16).
      const bill = JSON.parse(await desk.read(`${APP}/resources/sbom.cdx.json`)) as {
        components: { name: string }[]
      }
      expect(bill.components.map((one) => one.name)).toEqual(expect.arrayContaining(['electron', 'node']))
      for (const notices of [
        'activation-desk notices',
        `cat '${APP}/resources/help/third-party-notices.html'`,
      ])
        expect(await desk.does(notices)).toContain('- OpenSSL, located at ')
    })

    test(
      'an upgrade keeps licenses, rights and what the administrator switched off; a removal keeps licenses',
      { timeout: TWO_PACKAGES },
      async (context) => {
        const desk = await machine(context)
        await desk.does(`${install} /media/before.${name}`)
        await desk.does(`mkdir -p /var/lib/activation-desk/licenses/one && echo key >/var/lib/activation-desk/licenses/one/typed.key
        chmod 2750 /var/lib/activation-desk
        systemctl disable activation-desk-refresh.timer`)
        const kept = async () => {
          expect(await desk.read('/var/lib/activation-desk/licenses/one/typed.key')).toBe('key\n')
          expect(await desk.does("stat --format '%U:%G %a' /var/lib/activation-desk")).toBe(
            'root:activation-desk 2750\n',
          )
        }
        await desk.does(`${install} /media/now.${name}`)
        await kept()
        expect((await desk.shell('systemctl is-enabled activation-desk-refresh.timer')).stdout).toBe(
          'disabled\n',
        )
        expect(await desk.does('readlink -f /usr/bin/activation-desk-app')).toBe(
          `${APP}/activation-desk-app\n`,
        )
        expect(await desk.does('activation-desk --version')).toMatch(/^\d/)

        // Whoever removes it and installs it again has the timer as it was.
        const timer = async () =>
          (await desk.shell('systemctl is-enabled activation-desk-refresh.timer')).stdout.trim()
        if (name === 'deb') {
          await desk.does(`${remove} && ${install} /media/now.${name}`)
          expect(await timer()).toBe('disabled')
        }
        await desk.does('systemctl enable activation-desk-refresh.timer')
        await desk.does(`${remove} && ${install} /media/now.${name}`)
        expect(await timer()).toBe('enabled')
        await kept()

        await desk.does(remove)
        await kept()
        if (name === 'deb') await desk.does(purge)
        await kept()
        const left = await desk.does(
          `find /usr/bin /usr/share /usr/lib/systemd /etc /opt /var/lib/misc -name '*activation-desk*' -not -path '/etc/gshadow*'`,
        )
        expect(left).toBe('')
      },
    )

    test(
      'stands beside another vendor’s: nothing is shared, and a removal of the one leaves the other whole',
      { timeout: TWO_PACKAGES },
      async (context) => {
        const desk = await machine(context)
        await desk.does(`${install} /media/now.${name} && ${install} /media/other.${name}`)
        const both = ['activation-desk', OTHER]
        const sumsOf = async (installName: string) => {
          const files = `${list.replace('activation-desk', installName)} | while read -r file; do if [ -f "$file" ]; then sha256sum "$file"; fi; done`
          const lines = (await desk.does(files)).trim().split('\n')
          return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]))
        }
        const [ours, theirs] = [await sumsOf('activation-desk'), await sumsOf(OTHER)]
        expect(theirs.size).toBe(ours.size)
        expect([...theirs.keys()].filter((file) => ours.has(file))).toEqual([])
        expect([...theirs.keys()].filter((file) => /activation.?desk/i.test(file))).toEqual([])
        for (const one of both) {
          expect(await desk.does(`${one} --version`)).toMatch(/^\d/)
          expect(await desk.does(`${one} --json info`)).toContain(`"dataDir":"/var/lib/${one}"`)
          expect(await desk.does(`stat --format '%U:%G %a' /var/lib/${one}`)).toBe(`root:${one} 2770\n`)
          expect(await desk.does(`systemctl is-enabled ${one}-refresh.timer`)).toBe('enabled\n')
          const unit = await desk.read(`/usr/lib/systemd/system/${one}-refresh.service`)
          expect(unit).toContain(`ExecStart=/usr/bin/${one} refresh`)
          // What the files beside the app call is there.
          const app = path.dirname((await desk.does(`readlink -f /usr/bin/${one}-app`)).trim())
          const task = await desk.read(`${app}/resources/service/${one}-refresh.xml`)
          const called = /\\resources\\cli\\([\w.-]+)/.exec(task)?.[1] ?? ''
          expect(await desk.read(`${app}/resources/cli/${called}`)).toContain(`${one}.mjs`)
          await desk.does(
            `test -x '${app}/resources/cli/${one}' && test -f '${app}/resources/cli/${one}.mjs'`,
          )
          const asked = /^ExecCondition=(\S+) check/m.exec(
            await desk.read(`${app}/resources/service/may-run.conf`),
          )?.[1]
          expect(await desk.does(`command -v ${asked}`)).toBe(`/usr/bin/${one}\n`)
          const entry = await desk.read(`/usr/share/applications/${one}-app.desktop`)
          expect(entry.match(/x-scheme-handler\/[\w-]+/g)).toEqual([`x-scheme-handler/${one}`])
          expect(entry).toContain(`StartupWMClass=${one}-app\n`)
        }
        const shown = await desk.does('grep --no-filename ^Name= /usr/share/applications/*-app.desktop')
        // By which Windows knows the app, and shows its notices as those of it.
        const known = await desk.does(
          `grep -a -o 'setAppUserModelId("[^"]*")' '/opt/Contoso Licensing/resources/app.asar'`,
        )
        expect(known).toBe('setAppUserModelId("com.contoso.licensing")\n')
        expect(shown.split('\n')).toEqual(
          expect.arrayContaining(['Name=Activation Desk', 'Name=Contoso Licensing']),
        )
        const ids = (await desk.does(`id --group activation-desk; id --group ${OTHER}`)).trim().split('\n')
        expect(new Set(ids).size).toBe(2)

        // Each asks its own store.
        const license = await vendor.sell({ products: ['inventory'] })
        const { uniqueKey } = JSON.parse(await desk.does('activation-desk --json unique-key')) as {
          uniqueKey: string
        }
        await desk.write('/root/key.lic', await vendor.answer(license, uniqueKey))
        await desk.does(`activation-desk activate ${license.key} --offline-key /root/key.lic`)
        const gate = async (installName: string) =>
          (await desk.shell(`${installName} check --product inventory`)).status
        expect([await gate('activation-desk'), await gate(OTHER)]).toEqual([0, 1])
        expect(JSON.parse(await desk.does(`${OTHER} --json list`))).toMatchObject({ licenses: [] })

        await desk.does(`CONTOSO_LICENSING_DELETE_LICENSES=yes ${purge.replace('activation-desk', OTHER)}`)
        expect(await sumsOf('activation-desk')).toEqual(ours)
        expect(await gate('activation-desk')).toBe(0)
        expect(await desk.does('systemctl is-enabled activation-desk-refresh.timer')).toBe('enabled\n')
        expect(await desk.does("stat --format '%U:%G %a' /var/lib/activation-desk")).toBe(
          'root:activation-desk 2770\n',
        )
        const left = await desk.does(
          `find /usr/bin /usr/share /usr/lib/systemd /etc /opt /var/lib -iname '*contoso*' -not -path '/var/lib/dpkg/*' -not -path '/var/lib/systemd/*'`,
        )
        expect(left).toBe('')
      },
    )

    test(
      'of another vendor it is that vendor’s by publisher, page, icon and colors',
      { timeout: TWO_PACKAGES },
      async (context) => {
        const desk = await machine(context)
        await desk.does(`${install} /media/now.${name} && ${install} /media/other.${name}`)
        const { publisher } = CONTOSO
        const facts = (installName: string) =>
          desk.does(
            name === 'deb'
              ? `dpkg-query --show --showformat '\${Maintainer}\n\${Homepage}\n' ${installName}`
              : `rpm --query --queryformat '%{PACKAGER}\n%{URL}\n%{VENDOR}\n' ${installName}`,
          )
        const theirs = [`${publisher?.name} <${publisher?.email}>`, publisher?.homePage]
        if (name === 'rpm') theirs.push(publisher?.name)
        expect((await facts(OTHER)).trim().split('\n')).toEqual(theirs)
        expect(await facts('activation-desk')).not.toMatch(/contoso/i)
        const unit = await desk.read(`/usr/lib/systemd/system/${OTHER}-refresh.service`)
        expect(unit).toContain('Documentation=https://contoso.example\n')

        const resources = (app: string) => `/opt/${app}/resources`
        const [own, other] = [resources('Activation Desk'), resources('Contoso Licensing')]
        const bill = await desk.read(`${other}/sbom.cdx.json`)
        expect(bill).not.toContain('activation-desk')
        expect(JSON.parse(bill)).toMatchObject({ metadata: { component: { name: OTHER } } })
        // Drawn from another drawing, in every size.
        const icons = async (installName: string) =>
          (await desk.does(`sha256sum /usr/share/icons/hicolor/*/apps/${installName}-app.png`))
            .trim()
            .split('\n')
            .map((line) => [/hicolor\/(\w+)\//.exec(line)?.[1], line.slice(0, 64)] as const)
        const [ours, drawn] = [await icons('activation-desk'), await icons(OTHER)]
        expect(drawn.map(([size]) => size)).toEqual(ours.map(([size]) => size))
        expect(drawn.filter(([, sum], at) => sum === ours[at]?.[1])).toEqual([])
        expect(await desk.does(`cat '${other}'/renderer/assets/icon-*.svg`)).toBe(CONTOSO_ICON)
        const styles = (app: string) => desk.does(`cat '${app}'/renderer/assets/*.css`)
        expect(await styles(other)).toContain('--accent:light-dark(#7a1f5c,')
        expect(await styles(own)).not.toContain('#7a1f5c')
        expect(await desk.does(`cat '${other}/help/operator-guide.html'`)).toContain('light-dark(#7a1f5c,')
        // The page that the command itself brings has them, too.
        const served = await desk.does(
          `${OTHER} --json unique-key && grep --count --text -- '--accent:light-dark(#7a1f5c,' /usr/bin/${OTHER}`,
        )
        expect(served).toMatch(/"uniqueKey":"CONTOSO-[^]*\n[1-9]/)
      },
    )

    test('only who says so by name deletes licenses, when it is removed', async (context) => {
      const desk = await machine(context)
      await desk.does(`${install} /media/now.${name} && touch /var/lib/activation-desk/one`)
      await desk.does(`ACTIVATION_DESK_DELETE_LICENSES=yes ${purge}`)
      expect((await desk.shell('ls /var/lib/activation-desk; getent group activation-desk')).stdout).toBe('')
    })
  })

  test('the offline bundle of it holds what was packed, and the packed program refuses it as a test build', async (context) => {
    const desk = await machine(context)
    await desk.does('mkdir /opt/stick && cd /opt/stick && tar -xf /media/offline.tar')
    const sums = await desk.does('cd /opt/stick && sha256sum --check SHA256SUMS')
    expect(sums.match(/: OK$/gm)).toHaveLength(6)
    for (const kind of ['deb', 'rpm']) await desk.does(`cmp /opt/stick/*.${kind} /media/now.${kind}`)
    await desk.does('install -m 755 /opt/stick/activation-desk-linux-* /usr/local/bin/activation-desk')
    const looked = await desk.shell('activation-desk --json verify-bundle /media/offline.tar')
    expect([looked.status, looked.stdout]).toEqual([1, expect.stringContaining('bundle_of_test_build')])
  })

  test.for(['tar.gz', 'zip'])('%s unpacks to the same app', async (kind, context) => {
    const desk = await machine(context)
    const unpack =
      kind === 'zip' ? '7za x -y /media/now.zip' : 'tar xf /media/now.tar.gz --strip-components=1'
    await desk.does(`mkdir /opt/app && cd /opt/app && ${unpack}`)
    // One folder of another name: so does the guide's command take it off.
    if (kind === 'tar.gz')
      expect(
        await desk.does('tar tf /media/now.tar.gz | cut --delimiter / --fields 1 | sort --unique'),
      ).toMatch(/^activation-desk-\d+\.\d+\.\d+\n$/)
    const files = (await desk.does(`cd /opt/app && find . -type f`)).trim().split('\n')
    const strange = files
      .map((file) => file.replace(/^\./, APP))
      .filter((file) => !ALLOWED.some(([pattern]) => pattern.test(file)))
    expect(strange).toEqual([])
    expect(files).toContain('./resources/app.asar')
  })
})
