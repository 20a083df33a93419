import { z } from 'zod'
import type { BoardData } from '../board/document.ts'
import type { BoardProblem } from '../board/problems.ts'
import { cancelled, refused } from '../domain/transfer.ts'
import { done, nothing } from './common.ts'

/** What comes from main was checked there, by the schema of boards. */
const board = z.custom<BoardData>()
const problems = z.custom<readonly BoardProblem[]>()
/** Of a file in the folder of local boards: its own name, and never a path. */
const fileName = z
  .string()
  .max(160)
  .regex(/^[^/\\:*?"<>|\p{C}.][^/\\:*?"<>|\p{C}]*\.board\.json$/u)

/** A wallboard that is a file on this PC and nowhere else. */
const localBoardSchema = z.object({
  fileName: z.string(),
  /** As it could be read last; null: never. */
  board: board.nullable(),
  /** What is wrong with the file as it is now; empty: nothing. */
  problems,
  /** It was there, and is no more. */
  isGone: z.boolean(),
})
export type LocalBoard = z.infer<typeof localBoardSchema>

/** Events of one kind in one topic. `count`: since the site was opened. */
const rollSchema = z.object({ topic: z.string(), event: z.string(), count: z.number(), rate: z.number() })
const streamEventSchema = z.object({
  sequence: z.number(),
  at: z.number(),
  topic: z.string(),
  event: z.string(),
  entityId: z.string(),
  /** What became of it, in a word of the protocol: `offline`, `raised`, `updated`. */
  what: z.string(),
})
export type StreamRoll = z.infer<typeof rollSchema>
export type StreamEvent = z.infer<typeof streamEventSchema>

/** Wallboards, besides those that a server keeps: those are entities like any other. */
export const BOARD_REQUESTS = {
  'boards:local': {
    request: nothing,
    response: z.object({
      folder: z.string(),
      boards: z.array(localBoardSchema),
      /** Why the folder cannot be read; what was read of it last is told all the same. */
      problem: z.string().nullable(),
    }),
  },
  /** Asks for a file and reads it. Nothing is kept. `tenant`: of the site that is looked at, whose channels it may name. */
  'boards:import': {
    request: z.object({ tenant: z.string().max(128).nullable() }),
    response: z.discriminatedUnion('outcome', [
      cancelled,
      refused,
      z.object({ outcome: z.literal('read'), fileName: z.string(), board }),
      z.object({ outcome: z.literal('faulty'), fileName: z.string(), problems }),
    ]),
  },
  /** Asks for a file and writes a board into it. */
  'boards:export': {
    request: z.object({ board: z.record(z.string(), z.unknown()) }),
    response: z.discriminatedUnion('outcome', [
      cancelled,
      refused,
      z.object({ outcome: z.literal('written'), fileName: z.string() }),
    ]),
  },
  /** Keeps a board as a file of this PC; `fileName` null: a new one. */
  'boards:keep': {
    request: z.object({ fileName: fileName.nullable(), board: z.record(z.string(), z.unknown()) }),
    response: z.object({ fileName: z.string() }),
  },
  'boards:remove': { request: z.object({ fileName }), response: done },
  /** What the feed of the window’s site brings, rolled up: a page never hears of single events at their rate. */
  'stream:read': {
    request: nothing,
    response: z.object({ rolls: z.array(rollSchema), latest: z.array(streamEventSchema) }),
  },
} as const
