// What the system opened with the app: shown in the window that adds a license, or told why not.
import { visibleText } from '#shared/messages/visible-text.ts'
import type { Opened } from '#shared/contract/opened.ts'
import type { PageClient } from '../bridge/bridge.ts'
import type { Activation } from './activation.svelte.ts'
import type { Announcer } from './announcer.svelte.ts'
import type { Licenses } from './licenses.svelte.ts'
import { addressOf } from './route.svelte.ts'
import { words } from './words.svelte.ts'

interface Shown {
  readonly client: PageClient
  readonly activation: Activation
  readonly announcer: Announcer
  readonly licenses: Licenses
}

/** On the desktop alone. */
export async function showOpened(shown: Shown): Promise<void> {
  for (;;) {
    const answer = await shown.client.call('desktop.opened', {})
    const opened = answer.ok ? answer.value.opened : null
    if (opened === null) return
    show(opened, shown)
  }
}

function show(opened: Opened, { activation, announcer, licenses }: Shown): void {
  const { shell } = words.page
  if (opened.kind === 'refused') {
    announcer.show('bad', shell.notOpened[opened.why](visibleText(opened.name)))
    return
  }
  if (opened.kind === 'page') {
    location.hash = addressOf(opened.page)
    return
  }
  location.hash = addressOf('licensing')
  if (opened.kind === 'row') {
    licenses.wantedRow = opened.row
    return
  }
  if (opened.kind === 'link') activation.give({ code: opened.code })
  else if (activation.giveInTurn(new File([bytesOf(opened.base64)], opened.name)) === 'later')
    announcer.show('info', shell.opensNext(visibleText(opened.name)))
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
