import { isDeepStrictEqual } from 'node:util'
import type { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import type { Wait } from '../../../src/main/outbox/why-waiting.ts'
import { ENTITY_TYPES, laneOf } from '../../../src/shared/domain/ids.ts'
import type { SimulatedConsole } from '../console/console.ts'
import { shortKey } from '../world/ids.ts'
import type { Facts } from './facts.ts'

/** Reasons for which an operation may wait although everything works: a person has to do something, or a device. */
const FAIR_REASONS = [
  'behind-conflict',
  'behind-quarantine',
  'behind-stale',
  'behind-dependency',
  'behind-batch',
  'behind-earlier',
  'other-user',
  'asks-again',
  'awaiting-device',
  'conflict',
  'refused',
]

/** Looks at consoles after everything has worked for a while. */
export class EndRules {
  readonly #facts: Facts

  constructor(facts: Facts) {
    this.#facts = facts
  }

  /** Everything that could move has moved, and the copies are equal to what the server holds. */
  async lookAtRest(console: SimulatedConsole): Promise<void> {
    const { engine } = console
    if (engine === null) return this.#facts.report('comes-back', `${console.name} does not run`)
    const { state } = engine.connection
    if (state !== 'online' && state !== 'degraded') {
      const { reason, detail } = engine.connection.status()
      this.#facts.report('comes-back', `${console.name} is ${state}: ${reason} ${detail ?? ''}`)
    }
    this.#lookAtCopy(console, engine)
    const stages = engine.inbound.stages()
    const dropped = (cause: string): number => stages.reduce((sum, stage) => sum + (stage.dropped[cause] ?? 0), 0)
    if (dropped('malformed') <= console.link.damaged && dropped('unknown-event') === 0) return
    this.#facts.report('protocol', `${console.name} was sent messages that make no sense`)
  }

  /** Nothing waits without a reason, and every chain of reasons ends with a person or a device. */
  lookAtReasons(console: SimulatedConsole, reasons: ReadonlyMap<string, Wait>): void {
    for (const [key, { reason, behindKey }] of reasons) {
      if (reason === 'behind-quarantine' && behindKey !== null) this.#lookAtPoison(key, behindKey)
      if (FAIR_REASONS.includes(reason)) continue
      this.#facts.report('nothing-stuck', `${console.name}: ${shortKey(key)} waits: ${reason}`)
    }
    if (reasons.size > 0 && ![...reasons.values()].some(({ reason }) => !reason.startsWith('behind-'))) {
      this.#facts.report('nothing-stuck', `${console.name}: everything waits for something else that waits`)
    }
  }

  /** What was refused holds up what builds on it, and nothing else. */
  #lookAtPoison(key: string, behindKey: string): void {
    const account = this.#facts.accountOf(key)
    const [held, refused] = [account?.get(key)?.operation, account?.get(behindKey)?.operation]
    if (held === undefined || refused === undefined || refused.intent.kind === 'create') return
    if (held.dependsOn.includes(refused.clientSequence) || held.batch?.id === refused.batch?.id) return
    const message = `${shortKey(key)} waits for ${shortKey(behindKey)}, which was refused, and does not build on it`
    this.#facts.report('poison-holds-its-own', message)
  }

  /** People have decided about everything that asked for them. */
  lookAtTheVeryEnd(console: SimulatedConsole): void {
    for (const { operation, isCarried } of console.account.operations.values()) {
      if (operation.state !== 'merged' || isCarried === true) continue
      this.#facts.report('nothing-lost', `${shortKey(operation.key)} is merged, and nothing carries it`)
    }
    for (const row of console.engine?.outbox.lanes.rows() ?? []) {
      this.#facts.report('nothing-stuck', `${console.name}: ${shortKey(row.key)} is ${row.state} for ever`)
    }
    for (const [key, { at }] of this.#facts.effects) {
      const known = this.#facts.accountOf(key)?.get(key)
      if (known === undefined || known.operation.state === 'applied' || known.operation.state === 'unconfirmed')
        continue
      if (known.isOutcomeUnknown) continue
      if (known.operation.intent.kind === 'command' && known.operation.state === 'cancelled') continue
      const message = `${shortKey(key)} had an effect at ${Math.round(at)} ms and ended ${known.operation.state}`
      this.#facts.report('exactly-once', message)
    }
  }

  #lookAtCopy(console: SimulatedConsole, { replica }: SiteEngine): void {
    const { fleet } = this.#facts.server
    const expected = new Map(fleet.records().map((record) => [laneOf({ ...record, entityId: record.id }), record]))
    replica.flush()
    for (const entityType of ENTITY_TYPES) {
      for (const { id } of replica.views.all(entityType)) {
        const ref = { entityType, entityId: id }
        if (replica.base(ref) !== null && !expected.has(laneOf(ref))) {
          this.#facts.report('convergence', `${console.name} still holds ${laneOf(ref)}`)
        }
      }
    }
    for (const [name, record] of expected) {
      const base = replica.base({ entityType: record.entityType, entityId: record.id })
      const mine = base === null ? null : [base.version, base.data, base.reported]
      if (isDeepStrictEqual(mine, [record.version, record.data, record.reported])) continue
      const message = `${console.name} holds ${name} as ${JSON.stringify(mine)}, the server as ${JSON.stringify([record.version, record.data, record.reported])}`
      this.#facts.report('convergence', message)
    }
  }
}
