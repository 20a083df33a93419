import { z } from 'zod'
import { askedSchema, recordSchema } from './evidence.ts'

/** What a host is told on its command line. */
export const hostPlanSchema = z.object({
  file: z.string().min(1),
  url: z.string().min(1),
  tenant: z.string().min(1),
  token: z.string().min(1),
  seed: z.number().int(),
  /** Names the round in the values it writes, so that every value is unique. */
  label: z.string(),
  /**
   * `open` opens the file and waits; `work` makes operations; `drain` makes none, and decides whatever asks for a
   * person, so that everything comes to an end.
   */
  task: z.enum(['open', 'work', 'drain']),
  /** Calls of the queue. */
  steps: z.number().int().min(0),
  /** Connects before this step; later ones are accepted while delivery drains. */
  connectAtStep: z.number().int().min(0),
  requestTimeoutMs: z.number().int().min(1),
  /** Up to this number, operations come from an older program: the drain decides about those it left undecided. */
  oldOperations: z.number().int().min(0),
  /** A planted mistake, to show that the test finds it: commits are called done before they are on disk. */
  isHasty: z.boolean(),
})
export type HostPlan = z.infer<typeof hostPlanSchema>

/** What a host tells, one JSON line each. */
export const hostMessageSchema = z.discriminatedUnion('type', [
  /** The program is loaded, and the file is about to be opened. */
  z.object({ type: z.literal('opening') }),
  /** The file is open and, unless opening was all, the engine runs. */
  z.object({ type: z.literal('opened') }),
  /** Written after `enqueue` has resolved. */
  z.object({
    type: z.literal('accepted'),
    operations: z.array(z.object({ key: z.string(), clientSequence: z.number().int(), asked: askedSchema })),
  }),
  /** `enqueue` has said no, which this mix gives no reason for. */
  z.object({ type: z.literal('turned-down'), message: z.string() }),
  /** Written after a roll back has resolved: keys of what was taken back. */
  z.object({ type: z.literal('taken-back'), keys: z.array(z.string()) }),
  /** All steps are made. */
  z.object({ type: z.literal('made') }),
  z.object({ type: z.literal('online') }),
  /** Nothing is left that could still move by itself. */
  z.object({ type: z.literal('idle'), pending: z.number().int() }),
  /** Answer to a `reach` command: the copy has followed the feed up to there. */
  z.object({
    type: z.literal('reached'),
    cursor: z.number().int(),
    records: z.array(recordSchema),
    pendingViews: z.number().int(),
  }),
])
export type HostMessage = z.infer<typeof hostMessageSchema>

/** What the last host is asked, one JSON line each on its standard input. */
export const hostCommandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reach'), sequence: z.number().int() }),
  z.object({ type: z.literal('stop') }),
])
export type HostCommand = z.infer<typeof hostCommandSchema>

/** The file descriptor a host writes its messages to. */
export const MESSAGES_FD = 3
