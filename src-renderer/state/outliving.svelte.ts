// What outlives the page that asks for it, such as what was typed there: one for each desk.
import type { Desk } from './desk.svelte.ts'

/**
 * Made once, by whoever asks first, and of no component: what is derived in it would end with the one that made it, and
 * never change again.
 */
export function outliving<T>(make: (desk: Desk) => T): (desk: Desk) => T {
  const made = new WeakMap<Desk, { readonly it: T }>()
  return (desk) => {
    const known = made.get(desk)
    if (known) return known.it
    $effect.root(() => void made.set(desk, { it: make(desk) }))
    return (made.get(desk) as { readonly it: T }).it
  }
}
