// Whether the window that adds a license is open. What is typed in it is the window's own.

export class Activation {
  open = $state(false)

  /** The window begins with offline licensing ticked. */
  offline = $state(false)

  /** It begins at the step that sends the Unique Key. */
  send = $state(false)

  show({ offline = false, send = false } = {}): void {
    this.offline = offline
    this.send = send
    this.open = true
  }
}
