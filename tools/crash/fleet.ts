import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { ENTITY_TYPES } from '#shared/domain/ids.ts'
import { HTTP_PATHS } from '#shared/protocol/http.ts'
import { type OperationResult, operationResultSchema, type WireOperation } from '#shared/protocol/operations.ts'
import { type Effect, effectSchema, recordSchema } from './evidence.ts'

const COMMAND = fileURLToPath(new URL('../../src/fleet-server/cli.ts', import.meta.url))
const START_TIMEOUT_MS = 15_000
const STOP_TIMEOUT_MS = 5_000
const ANSWER_TIMEOUT_MS = 5_000
const RETRY_MS = 20
const AUDIT_PAGE = 5_000
const FEW_DEVICES = 20

const readySchema = z.object({ url: z.string(), token: z.string(), tenant: z.string(), port: z.number().int() })
type Ready = z.infer<typeof readySchema>
const auditPageSchema = z.object({ effects: z.array(effectSchema) })
const resultsSchema = z.object({ results: z.array(operationResultSchema) })
const entitiesPageSchema = z.object({ head: z.number().int(), records: z.array(recordSchema) })

/** The server has answered, and not what was hoped for. */
class FleetError extends Error {}

/** The fleet server in a process of its own, on one data folder and one port over all its lives. */
export class Fleet {
  readonly #folder: string
  readonly #devices: number
  #child: ChildProcess | null = null
  #ready: Ready | null = null

  constructor(folder: string, { devices = FEW_DEVICES } = {}) {
    this.#folder = folder
    this.#devices = devices
  }

  /** Address and token of the server's first life; both stay good in the later ones. */
  get address(): Ready {
    if (this.#ready === null) throw new Error('the fleet server was not started')
    return this.#ready
  }

  /** Starts a life. Rejects with what the server wrote when it does not get ready. */
  async start(): Promise<void> {
    const pace = ['--devices', String(this.#devices), '--events-per-second', '0', '--edits-per-minute', '0']
    const place = ['--data', this.#folder, '--port', String(this.#ready?.port ?? 0)]
    const args = [COMMAND, '--test-switches', '--exit-with-parent', '--log-level', 'warn', ...pace, ...place]
    // The open input is the leash: the server ends when this process is gone.
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    this.#child = child
    const ready = await readyLine(child)
    this.#ready ??= ready
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** Lets the server say goodbye first. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  /** Turns one of the server's test switches. */
  async flip(name: string, body: object): Promise<void> {
    await this.#fetch(`/v1/test/${name}`, z.unknown(), { method: 'POST', body: JSON.stringify(body) })
  }

  /** Drops every connection without a word and is away for a while. Resolves when it is back. */
  async cut(downMs: number): Promise<void> {
    await this.flip('restart', { downMs })
    await this.records()
  }

  /** Applies operations over HTTP, as a console of this id. Resolves with what became of each. */
  async apply(clientId: string, operations: readonly WireOperation[]): Promise<readonly OperationResult[]> {
    const headers = { authorization: `Bearer ${this.address.token}`, 'x-outpost-client': clientId }
    const init = { method: 'POST', headers, body: JSON.stringify({ operations }) }
    return (await this.#fetch(HTTP_PATHS.operations, resultsSchema, init)).results
  }

  /** Every effect after the one with the id `after`, in the server's order. */
  async audit(after = 0): Promise<Effect[]> {
    const effects: Effect[] = []
    for (;;) {
      const since = effects.at(-1)?.id ?? after
      const page = await this.#fetch(`/v1/audit?since=${since}&limit=${AUDIT_PAGE}`, auditPageSchema)
      if (page.effects.length === 0) return effects
      effects.push(...page.effects)
    }
  }

  /** All records and the head of the feed they belong to. Asked again when something changed in between. */
  async records(): Promise<{ head: number; records: EntityRecord[] }> {
    for (;;) {
      const pages: z.infer<typeof entitiesPageSchema>[] = []
      for (const type of ENTITY_TYPES) {
        pages.push(await this.#fetch(`/v1/audit/entities?type=${type}`, entitiesPageSchema))
      }
      const head = pages[0]?.head ?? 0
      if (pages.every((page) => page.head === head)) return { head, records: pages.flatMap((page) => page.records) }
    }
  }

  /** The server may just be on its way down or up, so a request that finds nobody is repeated for a while. */
  async #fetch<T>(path: string, schema: z.ZodType<T>, init: RequestInit = {}): Promise<T> {
    const deadline = performance.now() + ANSWER_TIMEOUT_MS
    for (;;) {
      try {
        // A kept connection would be one to an earlier life of the server.
        const headers = new Headers(init.headers)
        headers.set('connection', 'close')
        const response = await fetch(`${this.address.url}${path}`, { ...init, headers })
        const body: unknown = await response.json()
        if (response.ok) return schema.parse(body)
        throw new FleetError(`the fleet server answered ${path} with ${response.status}: ${JSON.stringify(body)}`)
      } catch (error) {
        if (error instanceof FleetError || error instanceof z.ZodError || performance.now() > deadline) throw error
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    this.#child = null
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
    child.kill(signal)
    await exited
    clearTimeout(timer)
  }
}

function readyLine(child: ChildProcess): Promise<Ready> {
  let log = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-5_000)
  })
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(new Error(`the fleet server ${reason}: ${log}`))
    }
    const onExit = (code: number | null): void => fail(`ended with code ${code}`)
    const timer = setTimeout(() => fail('was not ready in time'), START_TIMEOUT_MS)
    child.once('exit', onExit)
    child.once('error', (error) => fail(`could not be started (${error.message})`))
    if (child.stdout === null) return fail('has no output')
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer)
      child.off('exit', onExit)
      resolve(readySchema.parse(JSON.parse(line)))
    })
  })
}
