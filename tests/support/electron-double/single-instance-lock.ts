/**
 * `app.requestSingleInstanceLock`, one lock per userData folder. As Chromium does it: a symbolic link whose target
 * names the process, made in one step; the second instance leaves its message in a folder the first one watches.
 */
import { type FSWatcher, mkdirSync, readdirSync, readFileSync, readlinkSync, renameSync } from 'node:fs'
import { rmSync, symlinkSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SecondInstance {
  argv: string[]
  workingDirectory: string
  /** Any value of JSON; null where none was given. */
  additionalData: unknown
}

export class SingleInstanceLock {
  held = false
  private folder = ''
  private watcher: FSWatcher | undefined

  /** True when this process has the lock, now or already; false when another has it and was sent the message. */
  request(userData: string, message: SecondInstance): boolean {
    if (this.held) return true
    this.folder = userData
    while (!this.held) {
      try {
        symlinkSync(String(process.pid), this.link)
        this.held = true
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error
        if (this.holderLives()) {
          this.leaveMessage(message)
          return false
        }
        rmSync(this.link, { force: true }) // of a process that was killed
      }
    }
    mkdirSync(this.inbox, { recursive: true })
    return true
  }

  listen(receive: (message: SecondInstance) => void): void {
    if (!this.held) return
    const readAll = () => {
      for (const name of readdirSync(this.inbox).filter((file) => file.endsWith('.json'))) {
        const path = join(this.inbox, name)
        const message = JSON.parse(readFileSync(path, 'utf8')) as SecondInstance
        rmSync(path)
        receive(message)
      }
    }
    this.watcher = watch(this.inbox, readAll).unref()
    readAll()
  }

  release(): void {
    if (!this.held) return
    this.watcher?.close()
    rmSync(this.inbox, { recursive: true, force: true })
    rmSync(this.link, { force: true })
    this.held = false
  }

  private get link(): string {
    return join(this.folder, 'SingletonLock')
  }

  private get inbox(): string {
    return join(this.folder, 'SingletonMessages')
  }

  private holderLives(): boolean {
    try {
      process.kill(Number(readlinkSync(this.link)), 0)
      return true
    } catch (error) {
      return isCode(error, 'EPERM') // alive, of another person
    }
  }

  private leaveMessage(message: SecondInstance): void {
    mkdirSync(this.inbox, { recursive: true })
    const path = join(this.inbox, String(process.pid))
    writeFileSync(path, JSON.stringify(message))
    renameSync(path, `${path}.json`) // whole files only
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
