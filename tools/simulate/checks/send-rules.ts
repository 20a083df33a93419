import { referencesIn } from '../../../src/main/outbox/references.ts'
import { laneOf } from '../../../src/shared/domain/ids.ts'
import type { Reply } from '../../../src/shared/protocol/errors.ts'
import type { LookupResult, OperationResult, WireOperation } from '../../../src/shared/protocol/operations.ts'
import type { RequestName } from '../../../src/shared/protocol/requests.ts'
import type { SessionWitness } from '../network/session.ts'
import { shortKey } from '../world/ids.ts'
import type { Account } from './account.ts'
import type { Facts } from './facts.ts'

/** Requests that a server which asked for a pause is not to get. */
const ERRANDS: readonly RequestName[] = ['operations:apply', 'operations:lookup', 'entities:read']
/** Refusals of a whole request that say nothing about what was in it. */
const PASSING = ['rate-limited', 'unavailable', 'unauthenticated', 'token-expired']
/** What was being stored as leaving when the server asked for a pause still leaves. */
const LEAVING_MS = 150

/** Looks at everything that leaves a console, and at what it hears. */
export class SendRules implements SessionWitness {
  readonly #facts: Facts
  readonly #account: Account
  /** Keys whose last request got no answer: the server may have taken them. */
  readonly #doubted = new Set<string>()
  readonly #underWay = new Map<unknown, readonly string[]>()
  /** True time until which the server wants to be left alone. */
  #quietFrom = Number.POSITIVE_INFINITY
  #quietUntil = 0

  constructor(facts: Facts, account: Account) {
    this.#facts = facts
    this.#account = account
  }

  /** A program begins: what it knew in memory only is forgotten. */
  started(): void {
    this.#quietUntil = 0
  }

  /** The program is gone: what it had sent is in doubt. */
  crashed(): void {
    for (const keys of this.#underWay.values()) for (const key of keys) this.#doubted.add(key)
    for (const [key, { operation }] of this.#account.operations) {
      if (operation.state === 'sending' || operation.state === 'unknown') this.#doubted.add(key)
    }
    this.#underWay.clear()
  }

  onRequest(name: RequestName, request: unknown): void {
    if (ERRANDS.includes(name)) this.#lookAtPause(name)
    if (name !== 'operations:apply') return
    const { operations } = request as { operations: readonly WireOperation[] }
    for (const operation of operations) this.#lookAt(operation)
    this.#underWay.set(
      request,
      operations.map(({ key }) => key),
    )
  }

  onReply(name: RequestName, request: unknown, reply: Reply<unknown>): void {
    const keys = this.#underWay.get(request) ?? []
    this.#underWay.delete(request)
    if (!reply.ok) return this.#refused(name, keys, reply.error)
    if (name === 'operations:apply')
      this.#answered(keys, (reply.value as { results: readonly OperationResult[] }).results)
    if (name === 'operations:lookup') this.#lookedUp((reply.value as { results: readonly LookupResult[] }).results)
  }

  onLost(_name: RequestName, request: unknown): void {
    for (const key of this.#underWay.get(request) ?? []) this.#doubted.add(key)
    this.#underWay.delete(request)
  }

  #lookAt(operation: WireOperation): void {
    const { key } = operation
    const known = this.#account.get(key)
    const state = known?.operation.state
    if (known === undefined || state !== 'sending') {
      return this.#facts.report('durable-first', `${shortKey(key)} leaves while the disk says ${state ?? 'nothing'}`)
    }
    if (this.#doubted.has(key) && this.#facts.server.traits.hasLookup) {
      this.#facts.report('unknown-is-asked', `${shortKey(key)} is sent again without having been asked for`)
    }
    this.#lookAtNames(operation)
    const { commandConfirmAfterMs, editConfirmAfterMs } = this.#facts.settings
    const window = operation.kind === 'command' ? commandConfirmAfterMs : editConfirmAfterMs
    const age = this.#facts.now() - known.freshAt
    if (window !== null && age > window + this.#account.slackSince(known.freshStart)) {
      this.#facts.report(
        'validity-windows',
        `${shortKey(key)} is sent ${Math.round(age)} ms after it was made or confirmed`,
      )
    }
  }

  /** What the server has given another name is called by that, wherever it is named. */
  #lookAtNames(operation: WireOperation): void {
    const old = [operation, ...referencesIn(operation)].map(laneOf).find((name) => this.#account.renamed.has(name))
    if (old === undefined) return
    this.#facts.report('names-are-rewritten', `${shortKey(operation.key)} still speaks of ${old}`)
  }

  #lookAtPause(name: RequestName): void {
    const now = this.#facts.now()
    if (now >= this.#quietUntil || now < this.#quietFrom + LEAVING_MS) return
    const early = Math.round(this.#quietUntil - now)
    this.#facts.report('retry-after', `${name} is sent ${early} ms before the server is to be asked again`)
  }

  #refused(name: RequestName, keys: readonly string[], error: Extract<Reply<unknown>, { ok: false }>['error']): void {
    if (ERRANDS.includes(name) && error.retryAfterMs !== undefined) {
      const now = this.#facts.now()
      // Clocks of PCs run a little faster or slower than true time.
      const until = now + error.retryAfterMs * 0.999 - 1
      if (now >= this.#quietUntil) this.#quietFrom = now
      this.#quietUntil = Math.max(this.#quietUntil, until)
    }
    // The server may have done it before it failed.
    if (error.code === 'internal') for (const key of keys) this.#doubted.add(key)
    if (!PASSING.includes(error.code)) for (const key of keys) this.#countRefusal(key)
  }

  #answered(keys: readonly string[], results: readonly OperationResult[]): void {
    const answered = new Set(results.map((result) => result.key))
    for (const key of keys) if (!answered.has(key)) this.#doubted.add(key)
    for (const result of results) {
      const isGone = result.outcome === 'conflict' && result.isDeleted
      if (result.outcome === 'rejected' || result.outcome === 'held' || isGone) this.#countRefusal(result.key)
    }
  }

  #lookedUp(results: readonly LookupResult[]): void {
    for (const found of results) {
      this.#doubted.delete(found.key)
      if (found.known && found.result.outcome === 'rejected') this.#countRefusal(found.key)
    }
  }

  #countRefusal(key: string): void {
    const known = this.#account.get(key)
    if (known !== undefined) known.refusals++
  }
}
