import { isDeepStrictEqual } from 'node:util'
import type { SiteEngine } from '../../../src/main/bootstrap/site-engine.ts'
import { ENTITY_TYPES, type EntityRef, laneOf } from '../../../src/shared/domain/ids.ts'
import { fieldsOf, isSettled, type Operation } from '../../../src/shared/domain/operation.ts'
import type { EntityView, ReplicaDelta } from '../../../src/shared/domain/view.ts'
import type { SimulatedConsole } from '../console/console.ts'
import { shortKey } from '../world/ids.ts'
import type { Facts } from './facts.ts'

/**
 * Looks at a console at rest: whatever happened, these hold. While its store works, memory and disk may differ for that
 * moment, so only the disk is looked at.
 */
export class StandingRules {
  readonly #facts: Facts

  constructor(facts: Facts) {
    this.#facts = facts
  }

  look(console: SimulatedConsole): void {
    this.#lookAtDisk(console)
    const { engine, program } = console
    if (engine === null || program === null || !program.store.isIdle) return
    const waiting = console.image.everything().filter((operation) => !isSettled(operation.state))
    this.#lookAtMemory(console, engine, waiting)
    this.#lookForFlicker(console, (_name, ref) => engine.replica.base(ref)?.version)
    this.#lookAtScreen(console, engine, waiting)
  }

  /** Right after a start, before anything moves. */
  lookAtStart(console: SimulatedConsole, engine: SiteEngine): void {
    for (const problem of engine.problems) this.#broken('readable', console, problem)
    // Not even the doubt can be noted on a disk that takes nothing.
    if (console.disk.state !== 'ok') return
    for (const row of engine.outbox.lanes.rows()) {
      if (row.state === 'sending') this.#broken('doubted-at-start', console, `${shortKey(row.key)} is still sending`)
    }
  }

  /** Everything that was made is in exactly one place, and nothing that was accepted is missing. */
  #lookAtDisk(console: SimulatedConsole): void {
    for (const problem of console.image.audit()) this.#broken('conservation', console, problem)
    for (const key of console.accepted) {
      if (console.image.stateOf(key) === null) this.#broken('nothing-lost', console, `${shortKey(key)} is on no disk`)
    }
  }

  #lookAtMemory(console: SimulatedConsole, { outbox }: SiteEngine, waiting: readonly Operation[]): void {
    const { created, ...settled } = outbox.status(false).totals
    const over = Object.values(settled).reduce((sum, n) => sum + n, 0)
    if (created !== over + outbox.lanes.size) {
      const message = `${created} were made, ${over} are over and ${outbox.lanes.size} wait`
      this.#broken('conservation', console, message)
    }
    if (outbox.lanes.size !== waiting.length) {
      this.#broken('memory-is-disk', console, `memory knows ${outbox.lanes.size} that wait, the disk ${waiting.length}`)
    }
    for (const operation of waiting) this.#lookAtRow(console, operation, outbox.lanes.get(operation.key))
  }

  #lookAtRow(
    console: SimulatedConsole,
    operation: Operation,
    row: ReturnType<SiteEngine['outbox']['lanes']['get']>,
  ): void {
    const stored = [operation.state, operation.baseVersion, operation.attempts, operation.intent.entityId]
    const known = row === undefined ? [] : [row.state, row.baseVersion, row.attempts, row.entityId]
    if (!isDeepStrictEqual(stored, known)) {
      const message = `${shortKey(operation.key)} is [${known.join()}] in memory, [${stored.join()}] on the disk`
      this.#broken('memory-is-disk', console, message)
    }
    const refusals = this.#facts.accountOf(operation.key)?.get(operation.key)?.refusals ?? 0
    if (operation.attempts > refusals) {
      const message = `${shortKey(operation.key)} has used ${operation.attempts} attempts, the server has refused it ${refusals} times`
      this.#broken('network-costs-nothing', console, message)
    }
  }

  /** A window is told to show something else: nothing that was acknowledged may leave the screen by that. */
  lookAtDelta(console: SimulatedConsole, { changed }: ReplicaDelta): void {
    const versions = new Map(changed.map((view) => [laneOf({ ...view, entityId: view.id }), view.version]))
    this.#lookForFlicker(console, (name) => versions.get(name))
  }

  /** The copy never goes back behind what the server has acknowledged: a value would leave the screen and come back. */
  #lookForFlicker(console: SimulatedConsole, versionOf: (name: string, ref: EntityRef) => number | undefined): void {
    for (const { operation } of console.account.operations.values()) {
      const { acknowledged, intent, state } = operation
      if (state !== 'applied' || acknowledged === null || intent.kind === 'command') continue
      const name = laneOf(intent)
      const version = versionOf(name, intent)
      // What is gone, or is a new one by the same name that the server does not know yet, holds nothing of it.
      if (version === undefined || version === 0 || version >= acknowledged.version) continue
      const message = `${name} is shown as of version ${version}, ${shortKey(operation.key)} led to version ${acknowledged.version}`
      this.#broken('no-flicker', console, message)
    }
  }

  /** What is shown is what the server said, with what waits on top. */
  #lookAtScreen(console: SimulatedConsole, { replica }: SiteEngine, waiting: readonly Operation[]): void {
    replica.flush()
    const expected = new Map<string, Shown>()
    for (const ref of refsOf(waiting, console)) {
      const shown = expectedView(replica.base(ref)?.data ?? null, ofLane(waiting, ref))
      if (shown !== null) expected.set(laneOf(ref), shown)
    }
    replica.flush()
    for (const entityType of ENTITY_TYPES) {
      for (const { id } of replica.views.all(entityType)) {
        const ref = { entityType, entityId: id }
        if (expected.has(laneOf(ref))) continue
        const shown = expectedView(replica.base(ref)?.data ?? null, ofLane(waiting, ref))
        if (shown !== null) expected.set(laneOf(ref), shown)
      }
    }
    const views = console.window?.views ?? new Map<string, EntityView>()
    for (const name of new Set([...expected.keys(), ...views.keys()])) {
      const view = views.get(name)
      const found = view === undefined ? null : shownOf(view)
      if (isDeepStrictEqual(found, expected.get(name) ?? null)) continue
      const message = `${name} shows ${JSON.stringify(found)} instead of ${JSON.stringify(expected.get(name) ?? null)}`
      this.#broken('screen', console, message)
    }
  }

  #broken(promise: string, { name }: SimulatedConsole, message: string): void {
    this.#facts.report(promise, `${name}: ${message}`)
  }
}

interface Shown {
  readonly data: unknown
  readonly pending: readonly string[]
  readonly isDeleting: boolean
}

function shownOf({ data, pending, isDeleting }: EntityView): Shown {
  return { data, pending: pending.map((mark) => `${mark.key} ${mark.state}`), isDeleting }
}

/** Written anew, since the product's own way of doing it is what is checked. */
function expectedView(base: object | null, operations: readonly Operation[]): Shown | null {
  const live = operations.filter((operation) => operation.state !== 'quarantined')
  if (base === null && !live.some(({ intent }) => intent.kind === 'create')) return null
  return {
    data: Object.assign({}, base, ...live.map(({ intent }) => fieldsOf(intent))) as unknown,
    pending: live.map(({ key, state }) => `${key} ${state}`),
    isDeleting: live.some(({ intent }) => intent.kind === 'delete'),
  }
}

function ofLane(operations: readonly Operation[], ref: EntityRef): Operation[] {
  return operations.filter(({ intent }) => laneOf(intent) === laneOf(ref))
}

function refsOf(operations: readonly Operation[], { window }: SimulatedConsole): EntityRef[] {
  const shown = [...(window?.views.values() ?? [])].map(({ entityType, id }) => ({ entityType, entityId: id }))
  return [...operations.map(({ intent }) => ({ entityType: intent.entityType, entityId: intent.entityId })), ...shown]
}
