// Whether the window that adds a license is open, and what for. What is typed in it is the window's own.
import type { LicenseView } from '#shared/contract/views.ts'

export interface Opening {
  readonly offline?: boolean
  readonly send?: boolean
  readonly ask?: boolean
  readonly license?: LicenseView | null
}

/** What was opened with the app or dropped on its page, to be put into the fields. */
export type Given = { readonly code: string } | { readonly file: File } | { readonly text: string }

export class Activation {
  open = $state(false)

  /** The window begins with offline licensing ticked. */
  offline = $state(false)

  /** It begins at the step that sends the Unique Key. */
  send = $state(false)

  /** A new key is asked for, in place of one that is here. */
  ask = $state(false)

  /** Which license it is for; null: another one, or several. */
  license = $state.raw<LicenseView | null>(null)

  /** The license that was added last, by its id: its rows are marked until the next. */
  added = $state.raw<string | null>(null)

  /** Until the window has taken it. */
  given = $state.raw<Given | null>(null)

  /** Files that were opened while another one has the window. */
  waiting = $state.raw<readonly File[]>([])
  #holdsFile = false

  /** What has the focus again when it closes, and where that is not there any more, what it was in. */
  #openers: readonly HTMLElement[] = []

  #closedByAdding = false

  get opener(): HTMLElement | null {
    return this.#openers.find((one) => one.checkVisibility()) ?? null
  }

  /** What is done in the window: the same again finds there what was left. */
  get task(): string {
    return `${this.send ? 'send' : 'enter'} ${this.license?.id ?? ''}`
  }

  /** The window that is open keeps what it is for. */
  give(given: Given): void {
    this.given = given
    if (!this.open) this.show()
  }

  /** Of several files that are opened at once each has the window for itself. */
  giveInTurn(file: File): 'now' | 'later' {
    if (this.open && this.#holdsFile) {
      this.waiting = [...this.waiting, file]
      return 'later'
    }
    this.give({ file })
    this.#holdsFile = true
    return 'now'
  }

  giveNext(): void {
    const [file, ...others] = this.waiting
    if (!file || this.open) return
    this.waiting = others
    this.giveInTurn(file)
  }

  done(license: string): void {
    this.added = license
    this.#closedByAdding = this.open
    this.open = false
  }

  /** Asked once, as the window closes: a person who has closed it meanwhile is elsewhere. */
  closedByAdding(): boolean {
    const closed = this.#closedByAdding
    this.#closedByAdding = false
    return closed
  }

  show({ offline = false, send = false, ask = false, license = null }: Opening = {}): void {
    if (!this.open) {
      this.#openers = openersOf(document.activeElement)
      this.#holdsFile = false
    }
    this.offline = offline
    this.send = send
    this.ask = ask
    this.license = license
    this.open = true
  }
}

function openersOf(focused: Element | null): HTMLElement[] {
  if (focused === document.body) return []
  // A link at the page's start that is seen while it has the focus would stay over what is there.
  if (focused?.matches('.skip')) return []
  return [focused, focused?.closest('[role=dialog]')].filter((one) => one instanceof HTMLElement)
}
