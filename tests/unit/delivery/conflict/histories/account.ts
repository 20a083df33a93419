import type { ConflictSettings, NewConflictRecord } from '../../../../../src/shared/domain/conflict.ts'
import type { Fields } from '../../../../../src/shared/domain/entities.ts'
import { type Facts, factsOf, isAddition, together, without } from './facts.ts'

const NOTHING: Facts = new Set()

/** What one person meant with one field of one operation. */
interface Meaning {
  readonly added: Facts
  readonly removed: Facts
  /** What was on screen. */
  readonly seen: Facts
}

/**
 * What the maker of one operation wrote and had seen, kept beside the engine and told by it of records alone. It says
 * what was lost silently.
 */
export class Account {
  readonly #meanings = new Map<string, Meaning>()
  readonly #records: NewConflictRecord[] = []

  /** The person changed a value that was shown to `value`. What is taken back before it was sent was never meant. */
  wrote(field: string, shown: unknown, value: unknown): void {
    const before = factsOf(field, shown)
    const after = factsOf(field, value)
    const came = without(after, before)
    const gone = without(before, after)
    const { added, removed, seen } = this.#meaning(field)
    this.#meanings.set(field, {
      added: together(without(added, gone), without(came, removed)),
      removed: together(without(removed, came), without(gone, added)),
      seen: together(seen, before),
    })
  }

  /** The person saw a whole entity, to delete it. */
  saw(data: Fields): void {
    for (const [field, value] of Object.entries(data)) {
      const meaning = this.#meaning(field)
      this.#meanings.set(field, { ...meaning, seen: together(meaning.seen, factsOf(field, value)) })
    }
  }

  /** The person chose at the desk, with both values on screen. Whatever was meant before is settled by that. */
  chose(field: string, mine: unknown, theirs: unknown, chosen: unknown): void {
    const before = factsOf(field, theirs)
    const after = factsOf(field, chosen)
    const seen = together(this.#meaning(field).seen, together(factsOf(field, mine), before))
    this.#meanings.set(field, { added: without(after, before), removed: without(before, after), seen })
  }

  /** What the server had of it already, others have done too; who undoes it later answers for that. */
  met(theirs: Fields): void {
    for (const [field, { added, removed, seen }] of this.#meanings) {
      if (!Object.hasOwn(theirs, field)) continue
      const there = factsOf(field, theirs[field])
      const open = new Set([...removed].filter((fact) => there.has(fact)))
      this.#meanings.set(field, { added: without(added, there), removed: open, seen })
    }
  }

  recorded(records: readonly NewConflictRecord[]): void {
    this.#records.push(...records)
  }

  /** What the operation's taking lost, when it led the server from one state to the other. */
  lostByTaking(before: Fields, after: Fields | null): string[] {
    const fields = new Set([...Object.keys(before), ...this.#meanings.keys()])
    return [...fields].flatMap((field) => {
      const old = factsOf(field, before[field])
      const now = after === null ? NOTHING : factsOf(field, after[field])
      const meaning = this.#meaning(field)
      const overwritten = without(without(old, now), meaning.seen)
      const revived = without(without(now, old), meaning.added)
      return [
        ...this.#unexcused(field, overwritten, 'theirs', 'overwritten unseen'),
        ...(after === null ? [] : this.#unexcused(field, revived, 'their removal', 'revived')),
        ...(after === null ? [] : this.#lostOfMine(field, now)),
      ]
    })
  }

  /** What its maker lost when the operation ended without being taken. */
  lostByEnding(now: Fields | null): string[] {
    return [...this.#meanings.keys()].flatMap((field) => this.#lostOfMine(field, factsOf(field, now?.[field])))
  }

  hasRecordOf(field: string): boolean {
    return this.#records.some((record) => record.field === field)
  }

  /** Records that nobody may make where a person wants to be asked. */
  decidedUnasked({ autoResolve }: ConflictSettings): string[] {
    const harmless = new Set(['merged', 'not-changed'])
    const decided = this.#records.filter(({ reason }) => !harmless.has(reason))
    return autoResolve ? [] : decided.map(({ field, reason }) => `${field}: decided unasked (${reason})`)
  }

  #lostOfMine(field: string, now: Facts): string[] {
    const { added, removed } = this.#meaning(field)
    const undone = new Set([...removed].filter((fact) => now.has(fact)))
    return [
      ...this.#unexcused(field, without(added, now), 'mine', 'mine is missing'),
      ...this.#unexcused(field, undone, 'my removal', 'my removal is undone'),
    ]
  }

  #unexcused(field: string, facts: Facts, whose: Whose, what: string): string[] {
    return [...facts]
      .filter((fact) => !this.#records.some((record) => excuses(record, field, fact, whose)))
      .map((fact) => `${field}: ${what}: ${fact}`)
  }

  #meaning(field: string): Meaning {
    return this.#meanings.get(field) ?? { added: NOTHING, removed: NOTHING, seen: NOTHING }
  }
}

type Whose = 'mine' | 'my removal' | 'theirs' | 'their removal'

/** Whether a record tells of this loss: it has to show the value that lost, and be a decision, not a mere merge. */
function excuses(record: NewConflictRecord, field: string, fact: string, whose: Whose): boolean {
  if (record.reason === 'merged') return false
  if (record.field === '*') {
    return whose === 'theirs' && record.winner === 'mine' && factsOf(field, (record.theirs as Fields)[field]).has(fact)
  }
  if (record.field !== field) return false
  const base = factsOf(field, record.base)
  const mine = factsOf(field, record.mine)
  const theirs = factsOf(field, record.theirs)
  switch (whose) {
    case 'mine':
      return record.winner !== 'mine' && mine.has(fact) && (!isAddition(fact) || record.reason === 'deleted')
    case 'my removal':
      return record.winner !== 'mine' && !mine.has(fact) && theirs.has(fact)
    case 'theirs':
      return record.winner !== 'theirs' && theirs.has(fact) && !isAddition(fact)
    case 'their removal':
      return record.winner !== 'theirs' && mine.has(fact) && base.has(fact) && !theirs.has(fact)
  }
}
