import { z } from 'zod'
import { checksumSchema, folderSchema, mediaTypeSchema } from '#shared/domain/content-fields.ts'
import { type ContentData, contentDataSchema } from '#shared/domain/entities.ts'
import { idSchema } from '#shared/domain/ids.ts'
import { type ContentFile, contentFileSchema, uploadProblemSchema } from '#shared/domain/uploads.ts'
import type { StoredUpload } from '../database/upload-store.ts'

/** A file on its way, as it is stored. What it is comes from the disk and from the server, never from here alone. */
const recordSchema = z.object({
  /** Of the upload at the server, and here. */
  key: z.uuid(),
  /** Made here, so that the content is made once however often the program ends in between. */
  contentId: idSchema,
  /** Who chose it: nobody else's name is under what is uploaded. Empty: chosen before anybody had signed in. */
  userId: z.string(),
  path: z.string().min(1),
  fileName: z.string(),
  /** What the file was when it was chosen. */
  sizeBytes: z.number().int().min(1),
  modifiedAt: z.number(),
  mediaType: mediaTypeSchema,
  width: z.number().optional(),
  height: z.number().optional(),
  /** Null: not computed yet. */
  checksum: checksumSchema.nullable(),
  /** Another file may lie there now: it is compared before anything is sent. */
  isDoubted: z.boolean(),
  /** The file that the content had when this one was chosen in its place; null: the content is made of this one. */
  replaces: contentFileSchema.nullable().default(null),
  name: z.string(),
  folder: folderSchema,
  stand: z.enum(['waiting', 'paused', 'failed']),
  problem: uploadProblemSchema.nullable(),
  detail: z.string().nullable(),
  /** As far as the server had told when it was stored: for showing. */
  sentBytes: z.number().int().min(0),
  /** How often the server found something else than was sent. */
  damages: z.number().int().min(0),
})
export type UploadRecord = z.infer<typeof recordSchema>

export function storedOf(record: UploadRecord): StoredUpload {
  return { key: record.key, record: JSON.stringify(record) }
}

/** Null: it cannot be read; the file itself is where it was. */
export function recordOf({ key, record }: StoredUpload): UploadRecord | null {
  try {
    const parsed = recordSchema.parse(JSON.parse(record))
    return parsed.key === key ? parsed : null
  } catch {
    return null
  }
}

const DEFAULT_SECONDS = 10

/** The content that the file becomes, when its bytes are with the server. */
export function contentOf(record: UploadRecord, checksum: string): ContentData {
  const { name, folder, sizeBytes, mediaType, width, height } = record
  return contentDataSchema.parse({
    name,
    kind: kindOf(mediaType),
    durationSeconds: DEFAULT_SECONDS,
    sizeBytes,
    tags: [],
    folder,
    checksum,
    mediaType,
    ...(width === undefined || height === undefined ? {} : { width, height }),
  })
}

/** What becomes another of content that gets this file: what it has not is taken away only where it was said of the old one. */
export function changeOf(record: UploadRecord, checksum: string, before: ContentFile): Partial<ContentFile> {
  const { sizeBytes, mediaType, width = null, height = null } = record
  const file: ContentFile = { kind: kindOf(mediaType), sizeBytes, checksum, mediaType, width, height }
  const fields = Object.keys(file) as (keyof ContentFile)[]
  return Object.fromEntries(
    fields.filter((field) => file[field] !== before[field]).map((field) => [field, file[field]]),
  )
}

function kindOf(mediaType: UploadRecord['mediaType']): 'video' | 'image' {
  return mediaType.startsWith('video/') ? 'video' : 'image'
}
