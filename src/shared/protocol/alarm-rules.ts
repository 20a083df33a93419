import { z } from 'zod'
import { severitySchema } from '../domain/entities.ts'

const words = z.string().max(500)
/** Up to a week, in milliseconds; 0: at once. */
const delay = z.number().int().min(0).max(604_800_000)

/** A rule by which the server raises alarms: a line of the master alarm list of ISA-18.2. */
export const alarmRuleSchema = z.object({
  /** The `kind` of the alarms it raises. */
  kind: z.string().min(1).max(60),
  severity: severitySchema,
  /** When it is raised, with its limit, as a sentence. */
  condition: words.min(1),
  /** For how long that must hold before it is raised, and before it is over. */
  onDelayMs: delay,
  offDelayMs: delay,
  /** What comes of it when nobody acts, and what to do. Empty: the server does not say. */
  consequence: words,
  action: words,
  isEnabled: z.boolean(),
  /** What suppresses it by design, in words; null: nothing does. */
  suppressedWhile: words.min(1).nullable(),
})
export type AlarmRule = z.infer<typeof alarmRuleSchema>
