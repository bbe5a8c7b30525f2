/** Node's `EventEmitter` as a sandboxed preload has it: `require('events')`, and what `ipcRenderer` is. */
// Runs in the page (page-scripts.ts ships the class's source): no imports.

type Listener = (...args: never[]) => void

export class PageEmitter {
  declare private readonly heard: Map<string, { listener: Listener; once: boolean }[]>

  constructor() {
    this.hide('heard', new Map())
  }

  on(name: string, listener: Listener): this {
    return this.add(name, listener, false)
  }

  addListener(name: string, listener: Listener): this {
    return this.add(name, listener, false)
  }

  once(name: string, listener: Listener): this {
    return this.add(name, listener, true)
  }

  off(name: string, listener: Listener): this {
    const all = this.heard.get(name) ?? []
    const at = all.findLastIndex((entry) => entry.listener === listener)
    this.keep(name, all.toSpliced(at < 0 ? all.length : at, 1))
    return this
  }

  removeListener(name: string, listener: Listener): this {
    return this.off(name, listener)
  }

  removeAllListeners(name?: string): this {
    if (name === undefined) this.heard.clear()
    else this.heard.delete(name)
    return this
  }

  emit(name: string, ...args: unknown[]): boolean {
    const all = this.heard.get(name) ?? []
    for (const { listener, once } of all) {
      if (once) this.off(name, listener)
      listener.apply(this, args as never[])
    }
    return all.length > 0
  }

  listenerCount(name: string): number {
    return this.heard.get(name)?.length ?? 0
  }

  listeners(name: string): Listener[] {
    return (this.heard.get(name) ?? []).map(({ listener }) => listener)
  }

  eventNames(): string[] {
    return [...this.heard.keys()]
  }

  /** What cannot be enumerated is not copied by the bridge, and a preload easily returns what `off` returned. */
  protected hide(name: string, value: unknown): void {
    Object.defineProperty(this, name, { value, writable: true })
  }

  private add(name: string, listener: Listener, once: boolean): this {
    this.keep(name, [...(this.heard.get(name) ?? []), { listener, once }])
    return this
  }

  private keep(name: string, entries: { listener: Listener; once: boolean }[]): void {
    if (entries.length > 0) this.heard.set(name, entries)
    else this.heard.delete(name)
  }
}
