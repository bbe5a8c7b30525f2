// The gallery itself: it lists every state, and its switches change what the frame shows.
import { beforeEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-svelte'
import { readChoice } from './choice.ts'
import Gallery from './Gallery.svelte'
import { LANGUAGES } from './languages.ts'
import { STATES } from './states.ts'

const shown = () => readChoice(new URL(document.querySelector('iframe')?.src ?? '').searchParams)

beforeEach(() => {
  history.replaceState(null, '', '#')
})

describe('the gallery', () => {
  test('lists every state and shows the first', async () => {
    await render(Gallery)
    const listed = [...document.querySelectorAll('nav a')].map((link) => link.textContent)
    expect(listed).toEqual(STATES.map(({ name }) => name))
    expect(shown().state).toBe(STATES[0]?.name)
  })

  test('switches theme, size and language of the state that is chosen', async () => {
    await render(Gallery)
    await page.getByRole('link', { name: 'About', exact: true }).click()
    for (const name of ['dark', '800×600', LANGUAGES.pseudo.name])
      await page.getByRole('link', { name }).click()
    await expect.poll(shown).toEqual({ state: 'About', theme: 'dark', size: '800×600', language: 'pseudo' })
    expect(document.querySelector('iframe')?.width).toBe('800')
  })

  test('has longer words for each word that there is, what stands in a gap excepted', async () => {
    const { page: longer } = await LANGUAGES.pseudo.load()
    const { page: english } = await LANGUAGES.en.load()
    expect(longer.add.submit.length).toBeGreaterThan(english.add.submit.length)
    expect(longer.add.activated('Contoso', 2)).toMatch(/^\[Contoso: 2 þŕóðúćťš áćťíṽáťéð~+\]$/)
  })
})
