import { z } from 'zod'
import { recordSchema } from './evidence.ts'

/** What a host is told on its command line. */
export const hostPlanSchema = z.object({
  file: z.string().min(1),
  url: z.string().min(1),
  tenant: z.string().min(1),
  token: z.string().min(1),
  seed: z.number().int(),
  /** Names the round in the values it writes, so that every value is unique. */
  label: z.string(),
  /** Calls of enqueue. */
  steps: z.number().int().min(0),
  /** Connects before this step; later ones are accepted while delivery drains. */
  connectAtStep: z.number().int().min(0),
  requestTimeoutMs: z.number().int().min(1),
})
export type HostPlan = z.infer<typeof hostPlanSchema>

/** What a host tells, one JSON line each. */
export const hostMessageSchema = z.discriminatedUnion('type', [
  /** The file is open and the engine runs. */
  z.object({ type: z.literal('opened') }),
  /** Written after `enqueue` has resolved. */
  z.object({
    type: z.literal('accepted'),
    operations: z.array(z.object({ key: z.string(), clientSequence: z.number().int() })),
  }),
  /** `enqueue` has said no, which this mix gives no reason for. */
  z.object({ type: z.literal('turned-down'), message: z.string() }),
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
