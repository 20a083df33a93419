import type { BulkChoice, WholeChoice } from '#shared/domain/conflict-desk.ts'
import { fieldGroupOf } from '#shared/domain/field-groups.ts'
import { fieldsOf, type Operation } from '#shared/domain/operation.ts'
import type { Choice } from '../conflict/preview.ts'
import { wholeSides } from '../conflict/whole-groups.ts'

const CHOICE_OF: Readonly<Record<WholeChoice, Choice>> = { mine: 'mine', theirs: 'theirs', merge: 'lossless' }

/** What one decision about many means for each of them. */
export function bulkChoiceFor(choice: BulkChoice): (operation: Operation) => Choice {
  if (typeof choice === 'string') return () => CHOICE_OF[choice]
  const { fields } = choice
  return ({ intent, conflict }) => {
    const mine = fieldsOf(intent)
    const theirs = conflict?.serverFields ?? {}
    const { entityType } = intent
    const whole = wholeSides(entityType, { base: {}, mine, theirs })
    // What is one is chosen as one.
    const sideOf = (field: string) =>
      fields[field] ?? (fieldGroupOf(entityType, field) ?? []).map((fellow) => fields[fellow]).find(Boolean)
    // What only one side changed goes by itself: nobody chose against it.
    const contested = Object.keys(whole.mine).filter((field) => Object.hasOwn(whole.theirs, field))
    const chosen = contested.flatMap((field) => {
      const side = sideOf(field)
      return side === undefined ? [] : [[field, side] as const]
    })
    return { fields: Object.fromEntries(chosen) }
  }
}
