import type { TextPlace } from './json-places.ts'

/** Why a document is no wallboard that can be shown. The interface says each in a sentence. */
export const BOARD_FAULTS = [
  'too-large',
  'no-text',
  'not-read',
  'syntax',
  'too-deep',
  'too-many',
  'same-name',
  'forbidden-key',
  'missing',
  'unknown-field',
  'wrong-kind',
  'not-allowed',
  'too-long',
  'too-short',
  'too-big',
  'too-small',
  'badly-written',
  'same-id',
  'outside',
  'overlap',
  'address',
  'leaves-data',
  'unknown-name',
  'transform',
  'other-tenant',
] as const
export type BoardFault = (typeof BOARD_FAULTS)[number]

/** One thing that is wrong with a document, and where. */
export interface BoardProblem {
  readonly fault: BoardFault
  /** JSON pointer (RFC 6901) of the value at fault; empty: the document as a whole. */
  readonly pointer: string
  /** In the text; null: there is no text. */
  readonly place: TextPlace | null
  /** What the sentence is about: a limit, the names that are possible, what was written. Cut to a length that can be shown. */
  readonly detail: string
}

export const MAX_PROBLEMS = 50
