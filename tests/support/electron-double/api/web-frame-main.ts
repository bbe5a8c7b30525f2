/** The main frame of a window, which is the only one that has a preload and can send. */
import type { WebFrameMain } from 'electron'
import { originOf } from '../chromium/scheme-urls.ts'
import { strict } from '../strict.ts'

type Modelled = 'url' | 'origin' | 'parent' | 'name' | 'detached' | 'processId' | 'routingId' | 'isDestroyed'

export type DoubleFrame = Pick<WebFrameMain, Modelled>

export function mainFrame(url: () => string, isDestroyed: () => boolean): DoubleFrame {
  return strict('WebFrameMain', {
    get url() {
      return url()
    },
    get origin() {
      return originOf(url())
    },
    parent: null,
    name: '',
    detached: false,
    processId: 1,
    routingId: 1,
    isDestroyed,
  })
}
