// Whether the window that adds a license is open. What is typed in it is the window's own.

export class Activation {
  open = $state(false)

  show(): void {
    this.open = true
  }
}
