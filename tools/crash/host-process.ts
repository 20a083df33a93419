import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type HostCommand, type HostMessage, type HostPlan, hostMessageSchema, MESSAGES_FD } from './host-messages.ts'

const HOST = fileURLToPath(new URL('./host.ts', import.meta.url))
const MAX_LOG_CHARACTERS = 20_000

/** How far a host has come, by what it has told. */
export type Stage = 'start' | 'enqueue' | 'drain' | 'idle'

/** One life of the console's engine, in a process of its own. */
export class HostProcess {
  readonly #child: ChildProcess
  readonly #waiting = new Set<() => void>()
  readonly #seen = new Map<HostMessage['type'], HostMessage>()
  readonly #ended: Promise<void>
  #log = ''
  #stage: Stage = 'start'
  #isEnded = false

  constructor(plan: HostPlan, onMessage: (message: HostMessage) => void) {
    this.#child = spawn(process.execPath, [HOST, JSON.stringify(plan)], {
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      // Said here, because a thread has a copy of its own.
      env: process.env,
    })
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#log = (this.#log + chunk.toString()).slice(-MAX_LOG_CHARACTERS)
    })
    const lines = createInterface({ input: this.#child.stdio[MESSAGES_FD] as Readable })
    lines.on('line', (line) => {
      const message = parseLine(line)
      if (message === null) return
      this.#follow(message)
      onMessage(message)
      this.#wake()
    })
    // A command may be written to a host that has just ended.
    this.#child.stdin?.on('error', () => undefined)
    const linesRead = new Promise<void>((resolve) => lines.once('close', resolve))
    const exited = new Promise<void>((resolve) => {
      this.#child.once('exit', () => resolve())
      this.#child.once('error', () => resolve())
    })
    // What the pipe still holds was told before the end, and counts.
    this.#ended = Promise.all([exited, linesRead]).then(() => {
      this.#isEnded = true
      this.#wake()
    })
  }

  get stage(): Stage {
    return this.#stage
  }

  get isEnded(): boolean {
    return this.#isEnded
  }

  get exitCode(): number | null {
    return this.#child.exitCode
  }

  get log(): string {
    return this.#log
  }

  has(type: HostMessage['type']): boolean {
    return this.#seen.has(type)
  }

  send(command: HostCommand): void {
    this.#seen.delete('reached')
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`)
  }

  /** The last message of a kind, as soon as there is one. Null when the host has ended or the time is over. */
  async message<T extends HostMessage['type']>(
    type: T,
    timeoutMs: number,
  ): Promise<Extract<HostMessage, { type: T }> | null> {
    await this.until(() => this.has(type), timeoutMs)
    return (this.#seen.get(type) as Extract<HostMessage, { type: T }> | undefined) ?? null
  }

  /** Resolves when `condition` holds after a message, when the host has ended, or after `timeoutMs`: true if it holds. */
  until(condition: () => boolean, timeoutMs: number): Promise<boolean> {
    if (condition() || this.#isEnded) return Promise.resolve(condition())
    return new Promise((resolve) => {
      const check = (): void => {
        if (condition() || this.#isEnded) finish()
      }
      const finish = (): void => {
        clearTimeout(timer)
        this.#waiting.delete(check)
        resolve(condition())
      }
      const timer = setTimeout(finish, timeoutMs)
      this.#waiting.add(check)
    })
  }

  /** SIGKILL: the process gets no chance to do anything. Resolves when everything it told has been read. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.#ended
  }

  async ended(): Promise<void> {
    await this.#ended
  }

  #follow(message: HostMessage): void {
    this.#seen.set(message.type, message)
    if (message.type === 'accepted') this.#stage = this.has('made') ? this.#stage : 'enqueue'
    if (message.type === 'made') this.#stage = 'drain'
    if (message.type === 'idle' && this.has('made')) this.#stage = 'idle'
  }

  #wake(): void {
    for (const check of this.#waiting) check()
  }
}

/** A line that the kill has cut off says nothing. */
function parseLine(line: string): HostMessage | null {
  try {
    return hostMessageSchema.parse(JSON.parse(line))
  } catch {
    return null
  }
}
