import type { BulkChoice, WholeChoice } from '#shared/domain/conflict-desk.ts'
import { fieldsOf, type Operation } from '#shared/domain/operation.ts'
import type { Choice } from '../conflict/preview.ts'

const CHOICE_OF: Readonly<Record<WholeChoice, Choice>> = { mine: 'mine', theirs: 'theirs', merge: 'lossless' }

/** What one decision about many means for each of them. */
export function bulkChoiceFor(choice: BulkChoice): (operation: Operation) => Choice {
  if (typeof choice === 'string') return () => CHOICE_OF[choice]
  const { fields } = choice
  return ({ intent, conflict }) => {
    const mine = fieldsOf(intent)
    const theirs = conflict?.serverFields ?? {}
    // What only one side changed goes by itself: nobody chose against it.
    const contested = Object.entries(fields).filter(
      ([field]) => Object.hasOwn(mine, field) && Object.hasOwn(theirs, field),
    )
    return { fields: Object.fromEntries(contested) }
  }
}
