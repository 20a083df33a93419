import { z } from 'zod'
import { folderSchema } from '../domain/content-fields.ts'
import { idSchema } from '../domain/ids.ts'
import { chosenFilesSchema, MAX_CHOSEN_FILES, UPLOAD_ACTS, uploadsSchema } from '../domain/uploads.ts'
import { thumbnailSchema } from '../protocol/thumbnail.ts'
import { done, nothing } from './common.ts'

const uploadKeys = z.array(z.uuid()).min(1).max(MAX_CHOSEN_FILES)
const refused = z.object({ outcome: z.literal('refused'), message: z.string() })

/** Files on their way to the server, and the small pictures of what it has. */
export const UPLOAD_REQUESTS = {
  'uploads:list': { request: nothing, response: uploadsSchema },
  /** Asks the operator for files, in the system's own dialog. */
  'uploads:choose': {
    request: z.object({ folder: folderSchema }),
    response: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('cancelled') }),
      refused,
      chosenFilesSchema.extend({ outcome: z.literal('chosen') }),
    ]),
  },
  /**
   * Files that were dropped on the page. The only request that names paths: the preload script makes it, of files that the
   * system has handed to the page, and lets no page make it.
   */
  'uploads:drop': {
    request: z.object({
      folder: folderSchema,
      paths: z.array(z.string().min(1).max(32_768)).min(1).max(MAX_CHOSEN_FILES),
    }),
    response: z.discriminatedUnion('outcome', [refused, chosenFilesSchema.extend({ outcome: z.literal('chosen') })]),
  },
  /** Asks the operator where a file is now, or for another one in its place. */
  'uploads:choose-again': {
    request: z.object({ key: z.uuid() }),
    response: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('cancelled') }),
      refused,
      chosenFilesSchema.extend({ outcome: z.literal('chosen') }),
    ]),
  },
  /** Asks the operator for another file for a piece of content that is there. */
  'uploads:renew': {
    request: z.object({ contentId: idSchema }),
    response: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('cancelled') }),
      refused,
      chosenFilesSchema.extend({ outcome: z.literal('chosen') }),
    ]),
  },
  'uploads:act': { request: z.object({ keys: uploadKeys, act: z.enum(UPLOAD_ACTS) }), response: done },
  /** The small picture of a piece of content; null: there is none. */
  'content:thumbnail': {
    request: z.object({ contentId: idSchema }),
    response: z.object({ thumbnail: thumbnailSchema.nullable() }),
  },
} as const
