// The page's start: connects to the program behind it, loads the words of the browser's language, mounts the app. The
// words of failures come last: nothing waits for them, and they are there before the program behind the page may be away.
import { bridge } from './bridge/begin.ts' // first: it asks
import { mount } from 'svelte'
import { languageFor, LANGUAGES } from '#shared/messages/languages.ts'
import App from './App.svelte'
import { words } from './state/words.svelte.ts'

// Not awaited at the module's top: what is loaded meanwhile may need this very file, and would wait for it for ever.
void start()

async function start(): Promise<void> {
  const target = document.querySelector('#app')
  if (!target) return
  const language = LANGUAGES[languageFor(navigator.languages)]
  words.messages = await language.loadPage()
  mount(App, { target, props: { bridge } })
  words.load = async () => (words.later = await language.loadLater())
  await words.load()
}
