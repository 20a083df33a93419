import { z } from 'zod'
import { checksumSchema, mediaTypeSchema } from '../domain/content-fields.ts'
import { operationKeySchema } from '../domain/ids.ts'

/*
 * How the bytes of a file come to the server. The core of the tus protocol (https://tus.io/protocols/resumable-upload) is the
 * model: an upload is made once, asked for its offset as often as needed, and appended to at exactly that offset. Other than
 * there its name is the client's own key, so that making it twice makes one, and its bytes count only when their SHA-256 is
 * the one that was announced.
 */

/** Where uploads are made; one of them lies below it by its key. */
export const UPLOADS_PATH = '/v1/uploads'
/** Says at which byte the body of a PATCH begins. */
export const OFFSET_HEADER = 'upload-offset'
export const CHUNK_TYPE = 'application/offset+octet-stream'

/** Largest file, 4 GiB. */
export const MAX_UPLOAD_BYTES = 4 * 1_024 ** 3
/** Most bytes of one PATCH. */
export const MAX_CHUNK_BYTES = 4 * 1_048_576

/** What a client announces. The same key again answers how far that upload is. */
export const newUploadSchema = z.strictObject({
  key: operationKeySchema,
  sizeBytes: z.number().int().min(1).max(MAX_UPLOAD_BYTES),
  sha256: checksumSchema,
  mediaType: mediaTypeSchema,
})
export type NewUpload = z.infer<typeof newUploadSchema>

/** How far an upload is. `isStored`: the server has all bytes, and they are those that were announced. */
export const uploadOffsetSchema = z.object({
  key: operationKeySchema,
  offset: z.number().int().min(0),
  isStored: z.boolean(),
})
export type UploadOffset = z.infer<typeof uploadOffsetSchema>

/** Answers of their own, by HTTP status. 460 is tus’s for a checksum that does not match. */
export const UPLOAD_STATUS = {
  /** The body does not begin where the upload ends, or the key is another file’s. */
  wrongOffset: 409,
  /** What came is not what was announced: all of it is thrown away, the upload begins again at 0. */
  corrupt: 460,
  /** The server has no room for it. */
  noSpace: 507,
} as const
