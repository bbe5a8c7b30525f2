/** A frame that has a preload, and so can send: a window's main one, or one inside it. */
import type { WebFrameMain } from 'electron'
import { originOf } from '../chromium/scheme-urls.ts'
import { strict } from '../strict.ts'

type Modelled = 'url' | 'origin' | 'parent' | 'name' | 'detached' | 'processId' | 'routingId' | 'isDestroyed'

export type DoubleFrame = Pick<WebFrameMain, Modelled>

export function frameMain(
  url: () => string,
  isDestroyed: () => boolean,
  parent: DoubleFrame | null,
): DoubleFrame {
  return strict('WebFrameMain', {
    get url() {
      return url()
    },
    get origin() {
      return originOf(url())
    },
    parent: parent as WebFrameMain | null,
    name: '',
    detached: false,
    processId: 1,
    routingId: 1,
    isDestroyed,
  })
}
