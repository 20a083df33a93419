import { z } from 'zod'
import { deviceHealthSchema } from '../domain/entities.ts'
import { timestampSchema } from '../domain/ids.ts'

/** Most samples of one answer. */
export const MAX_HEALTH_SAMPLES = 500

/** What a device reported of its health at a time. */
export const healthSampleSchema = deviceHealthSchema.extend({ at: timestampSchema })
export type HealthSample = z.infer<typeof healthSampleSchema>

/** Oldest first, no two at one time. */
export const healthSamplesSchema = z
  .array(healthSampleSchema)
  .max(MAX_HEALTH_SAMPLES)
  .refine((samples) => samples.every(({ at }, index) => index === 0 || at > (samples[index - 1]?.at ?? at)), {
    message: 'the samples are not in the order of their times',
  })
