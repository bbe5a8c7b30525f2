// A vendor's colors can be read wherever the page has its own, and an icon is a drawing (issue 16).
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { build, type InlineConfig } from 'vite'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { accentOf, withAccent, type AccentTokens } from '../../scripts/look/accent.ts'
import { contrast, mixed } from '../../scripts/look/contrast.ts'
import { iconProblem } from '../../scripts/look/icon.ts'
import { lookIn, readLook } from '../../scripts/look/look.ts'
import { rendererBuild } from '../../vite.config.ts'

const root = path.resolve(import.meta.dirname, '../..')
const css = readFileSync(path.join(root, 'src-renderer/styles/tokens.css'), 'utf8')
const cleanup = new Cleanup()
afterAll(() => cleanup.run())

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="#7a1f5c"/></svg>'

function pair(name: string, from = css) {
  const [, light = '', dark = ''] = new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(from) ?? []
  return { light, dark }
}
function tokensOf(color: string): AccentTokens {
  const read = accentOf(color)
  if ('problem' in read) throw new Error(read.problem)
  return read.tokens
}

test('contrast is that of WCAG, and a mix lies between', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#2b5cb0', '#2b5cb0')).toBe(1)
  expect([mixed('#000000', '#ffffff', 0), mixed('#000000', '#ff8000', 0.5)]).toEqual(['#000000', '#804000'])
})

describe.each([
  '#7a1f5c',
  '#0b6b3a',
  '#a61b24',
  '#000000',
  '#0000ff',
  '#4b0082',
  '#8a4b00',
  '#2b5cb0',
  '#005f73',
])('the accent %s', (color) => {
  const tokens = tokensOf(color)
  test.each(['light', 'dark'] as const)('can be read in the %s theme', (theme) => {
    const grounds = ['canvas', 'pane', 'surface', 'surface-raised', 'surface-sunken', 'hover']
    const least = (ink: string, on: readonly string[]) =>
      Math.min(...on.map((ground) => contrast(ink, ground)))
    const own = [tokens['accent-soft'][theme], tokens.selected[theme]]
    const all = [...grounds.map((name) => pair(name)[theme]), ...own]
    expect(least(tokens.accent[theme], all)).toBeGreaterThanOrEqual(4.5)
    expect(least(tokens.focus[theme], all)).toBeGreaterThanOrEqual(3)
    for (const name of ['accent-fill', 'accent-fill-hover'] as const)
      expect(contrast('#ffffff', tokens[name][theme])).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tokens['accent-fill'][theme], pair('surface')[theme])).toBeGreaterThanOrEqual(3)
    expect(tokens['accent-fill-hover'][theme]).not.toBe(tokens['accent-fill'][theme])
    // What is marked or selected has them as its ground, and is seen.
    expect(own).not.toContain(pair('surface')[theme])
    for (const ink of ['text', 'text-muted', 'good', 'warn', 'bad', 'info', 'quiet'])
      expect([ink, least(pair(ink)[theme], own) >= 4.5]).toEqual([ink, true])
  })
})

test('a color that could not be read on the light theme is refused, with its contrast', () => {
  for (const color of ['#ffcc00', '#8ab4f8', '#ffffff', '#3a7dd8'])
    expect(accentOf(color)).toEqual({
      problem: expect.stringMatching(new RegExp(`^${color} has a contrast of [1-4]\\.\\d:1 `)) as unknown,
    })
})

test('the tokens get the accent and nothing else; tokens that were written in another way end the build', () => {
  const changed = withAccent(css, tokensOf('#7a1f5c'))
  expect(pair('accent', changed).light).toBe('#7a1f5c')
  const lines = (text: string) => text.split('\n')
  const others = lines(changed).filter((line, at) => line !== lines(css)[at])
  expect(others.map((line) => line.trim().split(':')[0])).toEqual([
    '--selected',
    '--accent',
    '--accent-fill',
    '--accent-fill-hover',
    '--accent-soft',
    '--focus',
  ])
  expect(() =>
    withAccent(css.replace('--focus: light-dark', '--focus: dark-light'), tokensOf('#7a1f5c')),
  ).toThrow('tokens.css has no --focus')
})

test('a drawing is an icon, and so is the page’s own', () => {
  expect(iconProblem(ICON)).toBeNull()
  expect(iconProblem(readFileSync(path.join(root, 'src-renderer/icon.svg'), 'utf8'))).toBeNull()
  const gradient = `<?xml version="1.0"?><!-- by hand --><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="-1 -1 10.5,10.5"><defs><linearGradient id="a"><stop stop-color="red"/></linearGradient></defs><g id="b"><path d="M0 0h1" fill="url(#a)"/></g><use xlink:href="#b"/></svg>`
  expect(iconProblem(gradient)).toBeNull()
  const edited = ICON.replace(
    '<circle',
    `<g id="Layer 1" data-name="Layer 1" style="fill:rgb(1 2 3);clip-path: url('#c')" transform="translate (1,2) rotate(5)"><clipPath id="c"><path d="M0 0h1"/></clipPath></g><circle`,
  )
  expect(iconProblem(edited)).toBeNull()
})

/** Each part is two of the one before it. */
const doubling = (of: (at: number) => string) =>
  ICON.replace(
    '<circle',
    `<path id="a0" d="M0 0h1"/>${Array.from({ length: 100 }, (_, at) => of(at)).join('')}<circle`,
  )

test.each([
  ['', 'is no XML'],
  ['photo', 'is no XML'],
  ['<svg', 'is no XML'],
  ['<html/>', 'is no SVG'],
  ['<svg viewBox="0 0 1 1"/>', 'is no SVG'],
  [ICON.replace('viewBox="0 0 32 32"', ''), 'has no viewBox that is a square'],
  [ICON.replace('32 32', '32 16'), 'has no viewBox that is a square'],
  [ICON.replace('32 32', 'x x'), 'has no viewBox that is a square'],
  [ICON.replace('<circle', '<script>alert(1)</script><circle'), 'has <script>'],
  [ICON.replace('<circle', '<style>*{}</style><circle'), 'has <style>'],
  [ICON.replace('<circle', '<foreignObject/><circle'), 'has <foreignObject>'],
  [ICON.replace('<circle', '<image href="#a"/><circle'), 'has <image>'],
  [ICON.replace('<circle', '<a xmlns="http://www.w3.org/1999/xhtml"/><circle'), 'has <a>'],
  [ICON.replace('r="15"', 'onload="alert(1)"'), 'has onload="alert(1)"'],
  [ICON.replace('r="15"', 'stroke="url(https://x.example/a)"'), 'has stroke='],
  [ICON.replace('r="15"', 'style="fill: URL( \'//x.example\')"'), 'has style='],
  [ICON.replace('<circle', '<use href="https://x.example/a.svg#b"/><circle'), 'has href='],
  [`<?xml version="1.0"?><?xml-stylesheet href="https://x.example/a.css"?>${ICON}`, 'has <?xml-stylesheet?>'],
  [ICON.replace('<circle', '<?php x?><circle'), 'has <?php?>'],
  [ICON.replace('r="15"', String.raw`style="fill:u\72l(https://x.example/a)"`), 'has style='],
  [ICON.replace('r="15"', `style="mask-image:image-set('https://x.example/a' 1x)"`), 'has style='],
  [ICON.replace('r="15"', `style="mask-image:-webkit-image-set('https://x.example/a' 1x)"`), 'has style='],
  [ICON.replace('r="15"', `style="--a:'x';mask:src(var(--a))"`), 'has style='],
  [ICON.replace('r="15"', `stroke="url(#a) url('https://x.example/a')"`), 'has stroke='],
  [ICON.replace('r="15"', 'xml:base="https://x.example/"'), 'has xml:base='],
  [
    ICON.replace('r="15"', 'xmlns:x="http://www.w3.org/1999/xlink" x:href="https://x.example/"'),
    'has x:href=',
  ],
  [ICON.replace('r="15"', 'id="a%62"'), 'has id='],
  [ICON.replace('<circle', '<use href="#nowhere"/><circle'), 'refers to #nowhere, which it does not have'],
  [ICON.replace('<circle', '<use href="#%61"/><g id="a"/><circle'), 'refers to #%61, which it does not have'],
  [ICON.replace('<circle', '<g id="a"><use href="#a"/></g><circle'), 'has a part within itself'],
  [
    ICON.replace('<circle', `${'<g>'.repeat(9000)}${'</g>'.repeat(9000)}<circle`),
    'more than 100 of them one in the',
  ],
  [
    doubling((at) => `<g id="a${at + 1}"><use href="#a${at}"/><use href="#a${at}"/></g>`),
    'draws more than 5000',
  ],
  [
    doubling(
      (at) => `<mask id="a${at + 1}"><g mask="url(#a${at})"/><g style="mask:url( '#a${at}')"/></mask>`,
    ),
    'draws more than 5000',
  ],
  [`<!DOCTYPE svg [<!ENTITY a "b">]>${ICON}`, 'has a document type'],
  [ICON.replace('fill="#7a1f5c"', `fill="${' '.repeat(65_536)}"`), 'is larger than 64 kB'],
])('no icon: %s', (text, problem) => {
  expect(iconProblem(text)).toMatch(problem)
})

test('what a profile names wrongly is told in words', () => {
  const folder = cleanup.folder()
  const file = path.join(folder, 'vendor.json')
  writeFileSync(path.join(folder, 'bad.svg'), '<html/>')
  const look = (appearance: object) => () => readLook(loadProfile({ appearance }), file)
  expect(look({ accent: '#ffcc00' })).toThrow(
    /vendor\.json: appearance\.accent #ffcc00 has a contrast of 1\.3:1 .* Take a darker one\.$/,
  )
  expect(look({ icon: 'none.svg' })).toThrow('names an icon that cannot be read: ')
  expect(look({ icon: 'bad.svg' })).toThrow(/bad\.svg is no SVG\.$/)
  expect(look({})()).toEqual({ accent: null, icon: null })
  expect(readLook(loadProfile(), file)).toEqual({ accent: null, icon: null })
})

test('the page of such a vendor has them, and no more to load', { timeout: 120_000 }, async () => {
  const folder = cleanup.folder()
  writeFileSync(path.join(folder, 'contoso.svg'), ICON)
  const profile = loadProfile({ appearance: { accent: '#7a1f5c', icon: 'contoso.svg' } })
  const page = async (profileOfBuild: typeof profile, outDir: string) => {
    const look = lookIn(readLook(profileOfBuild, path.join(folder, 'vendor.json')))
    const config = rendererBuild as InlineConfig
    await build({
      ...config,
      configFile: false,
      logLevel: 'warn',
      plugins: [...(config.plugins ?? []), look],
      build: { ...config.build, outDir, sourcemap: false },
    })
    const assets = readdirSync(path.join(outDir, 'assets'))
    const all = (ending: string) =>
      assets
        .filter((name) => name.endsWith(ending))
        .map((name) => readFileSync(path.join(outDir, 'assets', name), 'utf8'))
    return { styles: all('.css').join('\n'), icons: all('.svg'), scripts: all('.js').join('').length }
  }
  const theirs = await page(profile, path.join(folder, 'theirs'))
  const ours = await page(loadProfile(), path.join(folder, 'ours'))
  expect(theirs.styles).toMatch(/--accent:light-dark\(#7a1f5c,/)
  expect(ours.styles).not.toContain('#7a1f5c')
  expect(theirs.styles.length).toBe(ours.styles.length)
  expect(theirs.scripts).toBe(ours.scripts)
  expect(theirs.icons).toEqual([ICON])
  expect(ours.icons).toEqual([readFileSync(path.join(root, 'src-renderer/icon.svg'), 'utf8')])
})
