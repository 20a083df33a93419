import { createConnection, type Socket } from 'node:net'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { CommandError, EXIT, exitOf } from './exits.ts'
import { LineReader } from './line-reader.ts'
import { answerSchema, jsonOf, MAX_LINE_BYTES, progressLineSchema } from './message.ts'
import type { Progress } from './progress.ts'
import type { Answerer, Ask, NamedSite } from './requests.ts'

/** A console that does not even say which sites it has, within this time, is not waited for. */
const FIRST_ANSWER_MS = 10_000
/** Reports of long periods take their time. */
const ANSWER_MS = 600_000

/** The running console of a profile; null: none listens there. Rejects with CommandError when it listens and does not answer. */
export async function consoleAt(
  address: string,
  dependencies: { readonly clock: Clock; readonly ids: Ids },
): Promise<Answerer | null> {
  const socket = await connected(address)
  if (socket === null) return null
  const console = new ConsoleAnswerer(socket, dependencies)
  await console.greet()
  return console
}

interface Waiting {
  readonly id: string
  readonly onProgress: (progress: Progress) => void
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

class ConsoleAnswerer implements Answerer {
  readonly source = 'console'
  readonly #socket: Socket
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #reader = new LineReader(MAX_LINE_BYTES)
  #waiting: Waiting | null = null
  #last: Promise<unknown> = Promise.resolve()
  #sites: readonly NamedSite[] = []

  constructor(socket: Socket, { clock, ids }: { readonly clock: Clock; readonly ids: Ids }) {
    this.#socket = socket
    this.#clock = clock
    this.#ids = ids
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.#fail('The console has ended, or has let go. Look whether it was done.'))
  }

  async greet(): Promise<void> {
    const { sites } = (await this.#call({ name: 'sites:list', request: {} }, FIRST_ANSWER_MS)) as {
      sites: { id: string; name: string; state: string }[]
    }
    this.#sites = sites.map(({ id, name, state }) => ({ id, name, isEnabled: state !== 'closed' }))
  }

  /** One after the other: the console takes one request at a time. */
  readonly ask: Ask = (name, request, { onProgress, ...where } = {}) => {
    const line = { name, request, ...where, ...(onProgress === undefined ? {} : { progress: true }) }
    const asked = this.#last.then(() => this.#call(line, ANSWER_MS, onProgress))
    this.#last = asked.catch(() => undefined)
    // The console answers by the contract that names the types.
    return asked as Promise<never>
  }

  async sites(): Promise<readonly NamedSite[]> {
    return this.#sites
  }

  async close(): Promise<void> {
    this.#socket.destroy()
  }

  #call(
    line: { name: string; request: unknown },
    limitMs: number,
    onProgress: (progress: Progress) => void = () => undefined,
  ): Promise<unknown> {
    const id = this.#ids.uuid()
    return new Promise((resolve, reject) => {
      const silent = new CommandError(EXIT.inUse, 'no-answer', 'The console has this profile, and does not answer.')
      const cancel = this.#clock.schedule(limitMs, () => this.#socket.destroy(silent))
      this.#waiting = {
        ...{ id, onProgress },
        resolve: (value) => {
          cancel()
          resolve(value)
        },
        reject: (error) => {
          cancel()
          reject(error)
        },
      }
      if (this.#socket.destroyed) return this.#fail('The console has ended.')
      this.#socket.write(`${JSON.stringify({ v: 1, id, ...line })}\n`)
    })
  }

  #take(chunk: Buffer): void {
    const lines = this.#reader.take(chunk)
    if (lines === null) return this.#fail('The console has said something that cannot be understood.')
    for (const line of lines) this.#takeLine(line)
  }

  #takeLine(text: string): void {
    const said = jsonOf(text)
    const waiting = this.#waiting
    const told = progressLineSchema.safeParse(said)
    if (told.success) return waiting?.onProgress(told.data.progress)
    const answer = answerSchema.safeParse(said)
    if (!answer.success || waiting === null)
      return this.#fail('The console has said something that cannot be understood.')
    this.#waiting = null
    if (answer.data.ok) return waiting.resolve(answer.data.value)
    const { code, message } = answer.data.error
    waiting.reject(new CommandError(exitOf(code), code, message))
  }

  #fail(message: string): void {
    const waiting = this.#waiting
    this.#waiting = null
    waiting?.reject(new CommandError(EXIT.inUse, 'no-answer', message))
    this.#socket.destroy()
  }
}

/** Null: nobody listens there any more. */
function connected(address: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createConnection(address)
    socket.once('connect', () => {
      socket.removeAllListeners('error')
      resolve(socket)
    })
    socket.once('error', () => {
      socket.destroy()
      resolve(null)
    })
  })
}
