import { type ConflictRecord, WHOLE_ENTITY } from '../../../src/shared/domain/conflict.ts'
import { fieldsOf } from '../../../src/shared/domain/operation.ts'
import { shortKey } from '../world/ids.ts'
import type { Facts } from './facts.ts'
import type { StoredStep } from './known-operation.ts'
import { isMember, isSameValue, piecesOf } from './pieces.ts'

/** Reasons of decisions after which what loses is kept, where it can be looked up. */
const DECISIONS: ReadonlySet<string> = new Set([
  'rebased',
  'merged-with-others',
  'resolved-automatically',
  'superseded-by-server',
  'kept-mine-by-operator',
  'kept-theirs-by-operator',
  'resolved-by-operator',
])
/** What nobody may decide without a person, where a person wants to be asked. */
const STRATEGIC: ReadonlySet<string> = new Set(['strategy', 'deleted', 'delete-over-edits'])

/** Looks at every decision about a conflict, by whomever it was made, at the moment it is durable. */
export class ConflictRules {
  readonly #facts: Facts

  constructor(facts: Facts) {
    this.#facts = facts
  }

  look(step: StoredStep): void {
    const { conflictMaxRounds, conflictAutoResolve } = this.#facts.settings
    const { known, reason } = step
    if (known.rounds > conflictMaxRounds) {
      this.#broken('conflicts-end', step, `was put on top of others' edits ${known.rounds} times by itself`)
    }
    if (DECISIONS.has(reason)) this.#lookForLosers(step)
    for (const record of known.records) if (record.reason === 'merged') this.#lookAtMerge(step, record)
    const unasked = known.records.find((record) => record.isAutomatic && STRATEGIC.has(record.reason))
    if (conflictAutoResolve || unasked === undefined) return
    this.#broken('a-person-decides', step, `was decided by itself: ${unasked.field}, ${unasked.reason}`)
  }

  /** A merge by itself has everything that either side wrote, and brings back no member that either has taken out. */
  #lookAtMerge(step: StoredStep, { field, base, mine, theirs, result }: ConflictRecord): void {
    const [before, own, others, after] = [base, mine, theirs, result].map((value) =>
      piecesOf(field, value ?? undefined),
    )
    if (before === undefined || own === undefined || others === undefined || after === undefined) return
    const missing = [...own, ...others].find((piece) => !before.has(piece) && !after.has(piece))
    const back = [...before].find(
      (piece) => isMember(piece) && after.has(piece) && !(own.has(piece) && others.has(piece)),
    )
    if (missing === undefined && back === undefined) return
    const what = missing === undefined ? `brought back ${back}` : `lost ${missing}`
    this.#broken('merge-keeps-both', step, `${what} in ${field} by merging`)
  }

  /** Every value that its author wanted, and that does not go to the server as it was, is kept in a record. */
  #lookForLosers(step: StoredStep): void {
    const { known, before, to } = step
    if (before === null) return
    if (before.intent.kind === 'delete' && to === 'cancelled') {
      if (known.records.some(({ field, winner }) => field === WHOLE_ENTITY && winner === 'theirs')) return
      return this.#broken('loser-is-kept', step, 'was not carried out, and no record tells of it')
    }
    const after = to === 'cancelled' ? {} : fieldsOf(known.operation.intent)
    // What others have written too has come true, also when yet others were faster than the news of it.
    const there = this.#facts.server.fleet.get(before.intent)?.versions ?? []
    const since = there.filter(({ version }) => version >= before.baseVersion).map(({ data }) => data)
    for (const [field, mine] of Object.entries(fieldsOf(before.intent))) {
      // What is there, or was no change, is not lost.
      const isThere = [...since, before.baseFields].some((data) => isSameValue(data[field], mine))
      const isSent = Object.hasOwn(after, field) && isSameValue(after[field], mine)
      if (isThere || isSent || known.records.some((record) => tellsOf(record, field, mine))) continue
      this.#broken(
        'loser-is-kept',
        step,
        `lost ${field} ${JSON.stringify(mine)} by ${step.reason}, and no record tells of it`,
      )
    }
  }

  #broken(promise: string, { known }: StoredStep, message: string): void {
    this.#facts.report(promise, `${shortKey(known.operation.key)} ${message}`)
  }
}

function tellsOf({ field, mine, result }: ConflictRecord, name: string, value: unknown): boolean {
  if (field === WHOLE_ENTITY) return true
  return field === name && (isSameValue(mine, value) || isSameValue(result, value))
}
