import { z } from 'zod'
import { takenScreenshotSchema } from '../domain/entities.ts'

/** Most characters of a picture in base64: with all that surrounds it, it fits into one message. */
export const MAX_SCREENSHOT_CHARACTERS = 900_000

/** How a picture of each kind begins, in base64: what says that it is one and is none is not shown. */
const BEGINNINGS = { 'image/png': 'iVBORw0KGgo', 'image/jpeg': '/9j/' } as const

/** The last picture of a device's screen. Only kinds that draw and do nothing else. */
export const screenshotSchema = takenScreenshotSchema
  .extend({
    mediaType: z.enum(['image/png', 'image/jpeg']),
    /** In pixels. */
    width: z.number().int().min(1).max(8_192),
    height: z.number().int().min(1).max(8_192),
    data: z.base64().min(1).max(MAX_SCREENSHOT_CHARACTERS),
  })
  .refine(({ mediaType, data }) => data.startsWith(BEGINNINGS[mediaType]), {
    message: 'the picture is not of the kind it says',
    path: ['data'],
  })
export type Screenshot = z.infer<typeof screenshotSchema>
