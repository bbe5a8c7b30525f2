/** Electron's `Notification`: never drawn; a test finds what was shown and emits `click`. */
import type { Notification as RealNotification, NotificationConstructorOptions } from 'electron'
import { ModelledEmitter } from '../events.ts'
import { requireReady } from '../lifecycle.ts'
import { onlyRead } from '../only-read.ts'
import { strict } from '../strict.ts'

const EVENTS = { emitted: ['show', 'close'], neverEmitted: ['click', 'failed'] }

type Modelled = 'title' | 'body' | 'show' | 'close'

class DoubleNotification
  extends ModelledEmitter
  implements Record<keyof Pick<RealNotification, Modelled>, unknown>
{
  /** Not Electron's: what the system would have on its screen, or had. */
  static readonly shown: DoubleNotification[] = []
  title: string
  body: string

  static isSupported(): boolean {
    return true
  }

  constructor(options: NotificationConstructorOptions = {}) {
    super('Notification', EVENTS)
    requireReady('Cannot create Notification before app is ready')
    onlyRead('Notification', options, ['title', 'body'])
    this.title = options.title ?? ''
    this.body = options.body ?? ''
    return strict('Notification', this)
  }

  show(): void {
    DoubleNotification.shown.push(this)
    queueMicrotask(() => this.emitPreventable('show'))
  }

  close(): void {
    queueMicrotask(() => this.emitPreventable('close'))
  }
}

export const Notification = strict(
  'Notification',
  DoubleNotification satisfies Record<keyof Pick<typeof RealNotification, 'isSupported'>, unknown>,
)
