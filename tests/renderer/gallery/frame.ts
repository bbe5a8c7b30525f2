// One state in a document of its own, as `readChoice` names it. `data-reached` on the root says when it stands.
import { waitFor } from '@testing-library/dom'
import { mount } from 'svelte'
import './english-first.ts'
import App from '../../../src-renderer/App.svelte'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import '../../../src-renderer/styles/tokens.css'
import '../../../src-renderer/styles/base.css'
import { readChoice } from './choice.ts'
import { LANGUAGES } from './languages.ts'
import { STATES } from './states.ts'

const choice = readChoice(new URLSearchParams(location.search))
const state = STATES.find(({ name }) => name === choice.state)
const target = document.querySelector('#app')
const root = document.documentElement

if (state && target) {
  localStorage.clear()
  const messages = await LANGUAGES[choice.language].load()
  words.messages = messages
  words.later = messages
  history.replaceState(null, '', `${location.search}#/${state.page}`)
  const host = state.host()
  host.preferences = { ...host.preferences, theme: choice.theme }
  mount(App, { target, props: { bridge: host.bridge } })
  try {
    await state.reach?.(host)
    // The words that tell of it are English.
    if (choice.language === 'en') await waitFor(() => standsThere(state.shows))
    root.dataset['reached'] = 'yes'
  } catch (error) {
    root.dataset['reached'] = 'no'
    console.error(`“${state.name}” was not reached`, error)
  }
}

function standsThere(words: string | RegExp): void {
  const isSaid = (text: string) =>
    typeof words === 'string' ? text.toLowerCase().includes(words.toLowerCase()) : words.test(text)
  const texts = [...document.body.querySelectorAll('*')].map(({ textContent }) => textContent)
  if (!texts.some((text) => isSaid(text.replaceAll(/\s+/g, ' ').trim())))
    throw new Error(`“${String(words)}” is not there yet`)
}
