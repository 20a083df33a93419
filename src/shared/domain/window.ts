import { z } from 'zod'
import { DEVICE_STATUSES } from './device-status.ts'
import { idSchema } from './ids.ts'
import { operationStateSchema } from './operation.ts'
import { MAX_BOARDS_LENGTH, OPERATION_SCOPES, PAGES, WINDOW_KINDS } from './window-route.ts'

export const windowKindSchema = z.enum(WINDOW_KINDS)
export const pageSchema = z.enum(PAGES)

export const targetSchema = z.strictObject({
  deviceId: idSchema.optional(),
  alarmId: idSchema.optional(),
  playlistId: idSchema.optional(),
  scheduleId: idSchema.optional(),
  boardId: z.string().min(1).max(200).optional(),
  boards: z.string().min(1).max(MAX_BOARDS_LENGTH).optional(),
  contentId: idSchema.optional(),
  operationKey: z.uuid().optional(),
  scope: z.enum(OPERATION_SCOPES).optional(),
  state: operationStateSchema.optional(),
  site: z.string().min(1).max(200).optional(),
  status: z.enum(DEVICE_STATUSES).optional(),
  view: idSchema.optional(),
  memberOf: z.string().min(1).max(60).optional(),
  search: z.string().min(1).max(200).optional(),
  topic: z
    .string()
    .regex(/^[A-Za-z][A-Za-z-]{0,59}$/)
    .optional(),
})

/** A screen of this PC. */
export const displaySchema = z.object({
  id: z.number(),
  /** What the system calls it; may be empty. */
  name: z.string(),
  width: z.number(),
  height: z.number(),
  isPrimary: z.boolean(),
  /** The window that asks is on it. */
  isHere: z.boolean(),
})
export type DisplayInfo = z.infer<typeof displaySchema>

/** Why a page was loaded again, and when. `failed`: it could not be loaded. */
export const recoverySchema = z.object({ reason: z.enum(['crashed', 'hung', 'failed']), at: z.number() })
export type Recovery = z.infer<typeof recoverySchema>

export const windowStatusSchema = z.object({
  isFullScreen: z.boolean(),
  displays: z.array(displaySchema),
  /** How many windows of the app are open, this one among them. */
  windowCount: z.number(),
})
export type WindowStatus = z.infer<typeof windowStatusSchema>
