// What a person dropped somewhere on the page: a file, or a text that is a License Code or a Local License Key.
import { recognize } from '#shared/formats/recognize.ts'
import type { Desk } from '../../../state/desk.svelte.ts'
import { addressOf } from '../../../state/route.svelte.ts'
import { isLocalKey } from './entered.svelte.ts'

/** It is shown in the window that adds a license, and not applied. Of another text nothing is to be said. */
export function takeDropped(given: File | string, { host, info, activation }: Desk): void {
  if (host.status === 'signed_out') return
  if (typeof given === 'string') {
    const { uniqueKeyPrefix = '-', codeForm = 'any' } = info.value?.vendor ?? {}
    const found = recognize(given, uniqueKeyPrefix, codeForm)
    if (!isLocalKey(found) && (found.kind !== 'license_code' || found.code === null)) return
  }
  location.hash = addressOf('licensing')
  activation.give(typeof given === 'string' ? { text: given } : { file: given })
}
