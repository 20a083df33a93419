import type { ConflictRecord } from '../../../src/shared/domain/conflict.ts'
import type { Operation, OperationState } from '../../../src/shared/domain/operation.ts'
import type { SeenField } from './seen.ts'

/** What a person may do with an operation that waits. */
export type Act = 'confirm' | 'retry' | 'edit' | 'keep' | 'resolve' | 'undo' | 'take-back'

/** One operation as it stands on the disk, with what only the simulator knows of it. All times are true times. */
export interface KnownOperation {
  /** As it was stored last. */
  operation: Operation
  readonly madeAt: number
  /** When it was made, or last confirmed, sent again or corrected by a person. */
  freshAt: number
  /** The start of the PC in which that was. */
  freshStart: string
  /** The earliest that may have been: what was on its way to the disk when the PC fell asleep got there afterwards. */
  freshSince: number
  /** Since when it is in its present state. */
  since: number
  /** It was refused or too old at some time: later ones may have gone before it. */
  wasSetAside: boolean
  /** Null: it was not merged. False: what carries it does not carry all that it wanted. */
  isCarried: boolean | null
  /** It carries what another user has made. */
  isOfSeveral: boolean
  /** Its answer was lost at some time. */
  wasDoubted: boolean
  /** Fields whose value at the server took in what others had done and its author had not seen. */
  readonly mergedFields: Set<string>
  /** What its author can have seen of each field. */
  readonly seen: Map<string, SeenField>
  /** The version of the entity as a whole that he can have seen. */
  readonly seenVersion: number
  /** Decisions that were stored about it. */
  readonly records: ConflictRecord[]
  /** How often it was put on top of others' edits by itself, since a person last decided about it. */
  rounds: number
  /** Answers of the server that count against it, since a person last sent it again. */
  refusals: number
  readonly acts: Set<Act>
  /** Nobody can find out whether it had an effect: the server cannot be asked, and what it holds does not tell. */
  isOutcomeUnknown: boolean
}

export interface StoredStep {
  readonly known: KnownOperation
  /** As it was stored before; null: it was not. */
  readonly before: Operation | null
  readonly from: OperationState | null
  readonly to: OperationState
  readonly reason: string
}
