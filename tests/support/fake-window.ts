import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'

/** The parts of a window's web contents that the registry listens to. */
class FakeContents extends EventEmitter {
  readonly id: number
  readonly posted: { channel: string; message: unknown; ports: unknown[] }[] = []
  isGone = false

  constructor(id: number) {
    super()
    this.id = id
  }
  isDestroyed(): boolean {
    return this.isGone
  }
  isCrashed(): boolean {
    return false
  }
  send(channel: string, message: unknown): void {
    this.posted.push({ channel, message, ports: [] })
  }
  postMessage(channel: string, message: unknown, ports: unknown[]): void {
    this.posted.push({ channel, message, ports })
  }
}

/** A window that does only what a test makes it do. */
export class FakeWindow extends EventEmitter {
  readonly webContents: FakeContents
  #isMinimized = false

  constructor(id: number) {
    super()
    this.webContents = new FakeContents(id)
  }
  isMinimized(): boolean {
    return this.#isMinimized
  }
  minimize(): void {
    this.#isMinimized = true
    this.emit('minimize')
  }
  restore(): void {
    this.#isMinimized = false
    this.emit('restore')
  }
  close(): void {
    this.webContents.isGone = true
    this.emit('closed')
  }
  /** For code that wants a real one. Only what is above may be used. */
  get asWindow(): BrowserWindow {
    return this as unknown as BrowserWindow
  }
}
