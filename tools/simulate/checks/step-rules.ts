import { isDeepStrictEqual } from 'node:util'
import { laneOf } from '../../../src/shared/domain/ids.ts'
import { fieldsOf, isSettled, type Operation } from '../../../src/shared/domain/operation.ts'
import { shortKey } from '../world/ids.ts'
import type { Facts } from './facts.ts'
import type { Act, StoredStep } from './known-operation.ts'

/** A report that a device made so shortly before may not have reached the console in any way. */
const REPORT_ON_ITS_WAY_MS = 20_000
/** Reasons that only a person's own act can lead to. */
const ACTS: Readonly<Record<string, Act>> = {
  'confirmed-by-operator': 'confirm',
  'kept-mine-by-operator': 'keep',
  'resolved-by-operator': 'resolve',
  'resolution-undone': 'undo',
  'edited-by-operator': 'edit',
  'retried-by-operator': 'retry',
}
/** Why something may end without effect; everything else asks for a person. */
const TAKEN_BACK =
  /^(?:batch:)?(?:rolled-back-by-operator|discarded-by-operator|kept-theirs-by-operator|already-at-server|already-deleted)$|^(?:deleted-before-sent|never-sent|superseded-by-server)$/

/** Looks at every step of an operation's life, at the moment it is durable. */
export class StepRules {
  readonly #facts: Facts

  constructor(facts: Facts) {
    this.#facts = facts
  }

  look(step: StoredStep): void {
    const { known, to, from } = step
    if (from !== null && isSettled(from)) this.#broken('settled-stays', step, `was ${from} and is ${to}`)
    if (from === null && known.isOfSeveral) {
      this.#broken('own-operations', step, 'carries what another user has made')
    }
    const act = ACTS[step.reason]
    if (act !== undefined) this.#lookForAct(step, act)
    if (to === 'applied' || to === 'accepted') this.#lookForEffect(step)
    if (to === 'unconfirmed') this.#lookAtUnconfirmed(step)
    if (to === 'cancelled' || to === 'expired' || to === 'merged') this.#lookForNoEffect(step)
    if (to === 'expired') this.#lookAtExpiry(step)
    if (to === 'conflicted' && from !== 'conflicted' && step.reason !== 'resolution-undone') this.#lookAtConflict(step)
    if (to === 'cancelled' && !TAKEN_BACK.test(step.reason)) {
      this.#broken('nothing-lost', step, `ended without effect: ${step.reason}`)
    }
    const isCommand = known.operation.intent.kind === 'command'
    if (isCommand && to === 'applied') this.#lookForReport(known.operation.key)
  }

  #lookForAct(step: StoredStep, act: Act): void {
    const { known, reason } = step
    const { batch, key } = known.operation
    const account = this.#facts.accountOf(key)
    const fellows = batch === null ? [known] : (account?.ofBatch(batch.id) ?? [known])
    // What is made again by undoing has another key than what was decided about.
    const group = act === 'undo' ? [...(account?.operations.values() ?? [])] : fellows
    // Choosing mine for every field is keeping mine.
    const acts: readonly Act[] = act === 'keep' || act === 'resolve' ? ['keep', 'resolve'] : [act]
    if (step.from === null || group.some((one) => acts.some((wanted) => one.acts.has(wanted)))) return
    this.#facts.report('a-person-decides', `${shortKey(key)} was ${reason}, but nobody did that`)
  }

  /** Reading back may find the same value by somebody else's hand. */
  #lookForEffect(step: StoredStep): void {
    const { key } = step.known.operation
    if (this.#facts.effects.has(key) || step.reason === 'read-back') return
    this.#broken('applied-is-applied', step, `is ${step.to} without an effect at the server`)
  }

  /** A command that the server took and its device could not do is discarded by a person after all. */
  #lookForNoEffect(step: StoredStep): void {
    const { key, intent, acknowledged } = step.known.operation
    if (step.known.isOutcomeUnknown) return
    if (intent.kind === 'command' && acknowledged !== null && step.from === 'quarantined') return
    if (this.#facts.effects.has(key)) this.#broken('exactly-once', step, `is ${step.to}, but had an effect`)
  }

  #lookForReport(key: string): void {
    const report = this.#facts.server.devices.reportOf(key)
    if (report?.result === 'done') return
    this.#facts.report('accepted-is-not-applied', `${shortKey(key)} is applied, but its device did not say so`)
  }

  #lookAtUnconfirmed(step: StoredStep): void {
    const { known } = step
    const { acceptedAt, key } = known.operation
    const effect = this.#facts.effects.get(key)
    const waited = this.#facts.now() - (effect?.at ?? 0)
    const slack = this.#facts.accountOf(key)?.slackSince(acceptedAt?.boot ?? '') ?? 0
    if (acceptedAt === null || waited + slack < this.#facts.settings.commandConfirmationMs) {
      this.#broken('accepted-is-not-applied', step, `was given up after ${Math.round(waited)} ms`)
    }
    const { server } = this.#facts
    const { traits } = server
    const report = server.devices.reportOf(key)
    const isAskable = traits.hasLookup && traits.hasCommandReports
    if (isAskable && report !== null && server.serverTime() - report.at > REPORT_ON_ITS_WAY_MS) {
      this.#broken('accepted-is-not-applied', step, 'was given up although its device has reported')
    }
  }

  #lookAtExpiry(step: StoredStep): void {
    const { commandExpireAfterMs, editExpireAfterMs } = this.#facts.settings
    const { operation, freshSince, freshStart } = step.known
    const window = operation.intent.kind === 'command' ? commandExpireAfterMs : editExpireAfterMs
    const age = this.#facts.now() - freshSince
    const slack = this.#facts.accountOf(operation.key)?.slackSince(freshStart) ?? 0
    if (window !== null && age + slack >= window) return
    this.#broken('validity-windows', step, `expired after ${Math.round(age)} ms, its window is ${window} ms`)
  }

  /**
   * A clash needs somebody else: own edits of one console never clash with each other. Deletions are asked about whenever
   * anything has happened that they have not seen.
   */
  #lookAtConflict(step: StoredStep): void {
    const { operation, wasSetAside, wasDoubted } = step.known
    const { intent, conflict, key } = operation
    const { server } = this.#facts
    const entity = server.fleet.entities.get(laneOf(intent))
    if (wasSetAside || conflict === null || conflict.isDeleted || entity === undefined) return
    // Then a person decides whatever it is that changes again and again.
    if (conflict.reason === 'loop') return
    if (intent.kind !== 'update' || (wasDoubted && !server.traits.hasLookup)) return
    if (conflict.isFromFeed === true && this.#buildsOnNothing(operation)) return
    const clashing = Object.entries(conflict.serverFields)
      .filter(([field, theirs]) => field in intent.fields && !isDeepStrictEqual(intent.fields[field], theirs))
      .map(([field]) => field)
    if (clashing.some((field) => this.#isWrittenByFellow(operation, field))) return
    const others = clashing.filter((field) => !this.#isOwn(entity.marks[field]?.author.key ?? null, key, field))
    if (others.length > 0) return
    this.#broken(
      'no-conflict-with-oneself',
      step,
      `clashes in ${clashing.join() || 'nothing'}, which nobody else has changed`,
    )
  }

  /** In the sight of an earlier member, which goes or waits with it: what the server holds is not what it was made on. */
  #isWrittenByFellow({ key, batch, clientSequence, intent }: Operation, field: string): boolean {
    const fellows = batch === null ? [] : (this.#facts.accountOf(key)?.ofBatch(batch.id) ?? [])
    return fellows.some(
      ({ operation }) =>
        operation.clientSequence < clientSequence &&
        laneOf(operation.intent) === laneOf(intent) &&
        field in fieldsOf(operation.intent),
    )
  }

  /** It was made in sight of an earlier change that never got to the server: what it replaces there is another value. */
  #buildsOnNothing({ key, clientSequence, intent, baseFields }: Operation): boolean {
    const account = this.#facts.accountOf(key)
    const before = [...(account?.operations.values() ?? [])].filter(
      (known) => known.operation.clientSequence < clientSequence && laneOf(known.operation.intent) === laneOf(intent),
    )
    const lost = before.filter(({ operation, wasSetAside }) => wasSetAside || operation.state === 'cancelled')
    return lost.some(({ operation }) =>
      Object.entries(fieldsOf(operation.intent)).some(([field, value]) => isDeepStrictEqual(value, baseFields[field])),
    )
  }

  /** Its author had it on the screen when he went on: it was not refused meanwhile, and holds nothing of others. */
  #isOwn(author: string | null, key: string, field: string): boolean {
    const account = this.#facts.accountOf(key)
    const known = author === null ? undefined : account?.get(author)
    if (known === undefined) return false
    // For a moment something may go by two names, its own and the server's: what is done by one is not shown by the other.
    const shown = account?.get(key)?.seen.get(field)?.values ?? []
    const isShown = shown.some((value) => isDeepStrictEqual(value, fieldsOf(known.operation.intent)[field]))
    return isShown && !known.wasSetAside && !known.mergedFields.has(field)
  }

  #broken(promise: string, { known }: StoredStep, message: string): void {
    this.#facts.report(promise, `${shortKey(known.operation.key)} ${message}`)
  }
}
