import { z } from 'zod'

/** Most characters of a small picture in base64. */
export const MAX_THUMBNAIL_CHARACTERS = 400_000

/** How a picture of each kind begins, in base64: what says that it is one and is none is not shown. */
const BEGINNINGS = { 'image/png': 'iVBORw0KGgo', 'image/jpeg': '/9j/' } as const

/** A small picture of a piece of content. Only kinds that draw and do nothing else. */
export const thumbnailSchema = z
  .object({
    mediaType: z.enum(['image/png', 'image/jpeg']),
    data: z.base64().min(1).max(MAX_THUMBNAIL_CHARACTERS),
  })
  .refine(({ mediaType, data }) => data.startsWith(BEGINNINGS[mediaType]), {
    message: 'the picture is not of the kind it says',
    path: ['data'],
  })
export type Thumbnail = z.infer<typeof thumbnailSchema>
