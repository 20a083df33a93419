import type { ConflictSettings, DeskReason } from '#shared/domain/conflict.ts'
import type { ConflictDetail, Operation } from '#shared/domain/operation.ts'
import type { Verdict } from '../../outbox/verdict.ts'
import { decide } from './decide.ts'

/** The verdict on an operation whose entity others have changed since its base version. Pure. */
export function judgeConflict(operation: Operation, detail: ConflictDetail, settings: ConflictSettings): Verdict {
  const decision = decide(operation, detail, settings, operation.rounds)
  switch (decision.kind) {
    case 'rebase': {
      const { fields, baseFields, othersFields, records } = decision
      const isByStrategy = records.some(({ reason }) => reason === 'strategy' || reason === 'delete-over-edits')
      const plainReason = fields === null ? 'rebased' : 'merged-with-others'
      const reason = isByStrategy ? 'resolved-automatically' : plainReason
      return { kind: 'rebase', detail, fields, baseFields, othersFields, reason, records }
    }
    case 'drop': {
      // Without this one, the rest of its batch would be taken back as well: a person has to know of that.
      if (operation.batch !== null) return toDesk(operation, detail, detail.isDeleted ? 'deleted' : 'clash')
      const { records } = decision
      const isGone = operation.intent.kind === 'delete' && detail.isDeleted
      return { kind: 'drop', detail, reason: isGone ? 'already-deleted' : 'superseded-by-server', records }
    }
    case 'desk':
      return toDesk(operation, detail, decision.reason)
  }
}

function toDesk(operation: Operation, detail: ConflictDetail, reason: DeskReason): Verdict {
  return { kind: 'conflict', detail: { ...detail, reason }, message: messageFor(reason, operation) }
}

function messageFor(reason: DeskReason, { rounds }: Operation): string {
  switch (reason) {
    case 'clash':
      return 'The same field was changed at the server.'
    case 'deleted':
      return 'It was deleted at the server.'
    case 'loop':
      return `It was put on top of others’ changes ${rounds} times, and others went on changing the same thing.`
    case 'manual':
      return 'The same field was changed at the server, and this field is set to be decided by a person.'
    case 'delete-over-edits':
      return 'It was changed at the server since you deleted it.'
  }
}
