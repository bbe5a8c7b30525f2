// What every language must say where the desktop app ends before its window opens.

export interface StartWords {
  /** An argument that would take protection away; `name` without its dashes. */
  readonly switchRefused: (name: string) => string
  /** --no-sandbox, where the sandbox would work, for root, and where the system does not let it work. */
  readonly noSandbox: Readonly<Record<'works' | 'root' | 'not_here', string>>
}
