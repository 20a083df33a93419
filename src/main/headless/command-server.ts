import { chmod, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import type { Failure, Result } from '#shared/errors/result.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { Service } from '../platform/service.ts'
import { LineReader } from './line-reader.ts'
import { jsonOf, type Line, lineSchema, MAX_LINE_BYTES } from './message.ts'
import type { Progress } from './progress.ts'

/** Somebody who calls over the socket; numbers count downwards from -1, so that none is a window's. */
export type Caller = number

export interface CommandServerDependencies {
  readonly address: string
  readonly answer: (line: Line, caller: Caller, tell: (progress: Progress) => void) => Promise<Result<unknown>>
  /** The caller has gone: what it had begun is ended. */
  readonly left: (caller: Caller) => void
  readonly clock: Clock
  readonly logger: Logger
}

const MAX_CALLERS = 16
/** A caller that says nothing is not kept. */
const PATIENCE_MS = 10_000
/** Only the user may connect. */
const PRIVATE_MODE = 0o600
const PRIVATE_MASK = 0o177

/** Where the command line reaches the running console: lines of JSON, one request at a time for each caller. */
export class CommandServer implements Service {
  readonly #dependencies: CommandServerDependencies
  readonly #sockets = new Set<Socket>()
  readonly #server: Server
  #last: Caller = 0

  constructor(dependencies: CommandServerDependencies) {
    this.#dependencies = dependencies
    this.#server = createServer((socket) => this.#welcome(socket))
    this.#server.on('error', (error) => dependencies.logger.warn('the socket of the command line failed', { error }))
  }

  /** Rejects when nobody can listen there. */
  async run(): Promise<void> {
    const { address } = this.#dependencies
    const isPipe = address.startsWith('\\\\')
    // Left over from a console that was ended by force.
    if (!isPipe) await rm(address, { force: true })
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      // It is never there with other rights, not even for a moment.
      const mask = isPipe ? null : process.umask(PRIVATE_MASK)
      this.#server.listen(address, resolve)
      if (mask !== null) process.umask(mask)
    })
    if (!isPipe) await chmod(address, PRIVATE_MODE)
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    if (!this.#server.listening) return
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #welcome(socket: Socket): void {
    if (this.#sockets.size >= MAX_CALLERS) return void socket.destroy()
    this.#sockets.add(socket)
    this.#last -= 1
    const caller = this.#last
    const { clock, left } = this.#dependencies
    const call = new Call(socket, clock, (line, tell) => this.#dependencies.answer(line, caller, tell))
    socket.on('data', (chunk: Buffer) => call.take(chunk))
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      this.#sockets.delete(socket)
      call.end()
      left(caller)
    })
  }
}

type Answer = (line: Line, tell: (progress: Progress) => void) => Promise<Result<unknown>>

/** One caller: whoever says too much, or what cannot be understood, is told so and let go. */
class Call {
  readonly #socket: Socket
  readonly #clock: Clock
  readonly #answer: Answer
  readonly #reader = new LineReader(MAX_LINE_BYTES)
  #isBusy = false
  #cancelPatience: Cancel

  constructor(socket: Socket, clock: Clock, answer: Answer) {
    this.#socket = socket
    this.#clock = clock
    this.#answer = answer
    this.#cancelPatience = this.#losePatience()
  }

  end(): void {
    this.#cancelPatience()
  }

  take(chunk: Buffer): void {
    if (this.#socket.writableEnded) return
    const lines = this.#reader.take(chunk)
    if (lines === null) return this.#refuse({ code: 'too-large', message: 'The line is too long.' })
    for (const line of lines) this.#takeLine(line)
  }

  #takeLine(text: string): void {
    if (this.#socket.writableEnded) return
    const parsed = lineSchema.safeParse(jsonOf(text))
    if (!parsed.success) return this.#refuse({ code: 'bad-request', message: 'The line is no request.' })
    if (this.#isBusy) return this.#refuse({ code: 'rate-limited', message: 'One request at a time.' })
    this.#isBusy = true
    this.#cancelPatience()
    void this.#answer(parsed.data, (progress) => this.#tell(parsed.data, progress)).then((result) => {
      this.#isBusy = false
      if (this.#socket.destroyed || this.#socket.writableEnded) return
      this.#cancelPatience = this.#losePatience()
      this.#socket.write(`${JSON.stringify(result)}\n`)
    })
  }

  /** Who does not read it is told no more: nothing piles up. */
  #tell({ id, progress: isWanted }: Line, progress: Progress): void {
    if (isWanted !== true || this.#socket.destroyed || this.#socket.writableNeedDrain) return
    this.#socket.write(`${JSON.stringify({ v: 1, id, progress })}\n`)
  }

  #refuse(error: Failure): void {
    this.#socket.end(`${JSON.stringify({ v: 1, id: '', ok: false, error })}\n`)
    this.#socket.destroySoon()
  }

  #losePatience(): Cancel {
    return this.#clock.schedule(PATIENCE_MS, () => this.#socket.destroy())
  }
}
