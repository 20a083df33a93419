import { z } from 'zod'

/** Why a file is not uploaded, in a stable code. The file on this PC is never touched. */
export const UPLOAD_PROBLEMS = [
  /** Of the file. */
  'missing',
  'unreadable',
  'changed',
  'empty',
  'too-large',
  'wrong-type',
  'chosen-before',
  /** Of the content whose file it is to be. */
  'replaced',
  'content-gone',
  /** Of what the server said. */
  'corrupt',
  'no-space',
  'forbidden',
  'not-supported',
  'refused',
  /** The bytes are there, and the content could not be queued. */
  'not-queued',
] as const
export type UploadProblem = (typeof UPLOAD_PROBLEMS)[number]
export const uploadProblemSchema = z.enum(UPLOAD_PROBLEMS)

/**
 * Where an upload stands.
 *
 * - `waiting`: its turn comes; `offline`: there is no connection; `elsewhere`: somebody else, who is not signed in, has begun it.
 * - `checking`: its checksum is computed; `sending`; `confirming`: the server compares what it has.
 * - `paused` and `failed` wait for a person. `done`: its content is queued.
 */
export const UPLOAD_STATES = [
  'waiting',
  'offline',
  'elsewhere',
  'checking',
  'sending',
  'confirming',
  'paused',
  'failed',
  'done',
] as const
export type UploadState = (typeof UPLOAD_STATES)[number]

/** What a piece of content says about its bytes; null: nothing. */
export const contentFileSchema = z.object({
  kind: z.enum(['image', 'video', 'web']),
  sizeBytes: z.number(),
  checksum: z.string().nullable(),
  mediaType: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
})
export type ContentFile = z.infer<typeof contentFileSchema>

export const uploadStatusSchema = z.object({
  key: z.string(),
  /** Of the file. */
  fileName: z.string(),
  /** What the content is, or will be, and where it lies. */
  contentId: z.string(),
  name: z.string(),
  folder: z.string(),
  sizeBytes: z.number(),
  /** What the server has of it; while it is checked, what has been read. */
  doneBytes: z.number(),
  state: z.enum(UPLOAD_STATES),
  problem: uploadProblemSchema.nullable(),
  /** What the system or the server said, for the curious. */
  detail: z.string().nullable(),
  /** The content is there already and gets another file: its own checksum, once that is known, and the file it had. Null: new content. */
  renews: z.object({ checksum: z.string().nullable(), before: contentFileSchema }).nullable(),
  /** When it is tried again, by this PC's clock; null: it does not wait for a time. */
  retryAt: z.number().nullable(),
})
export type UploadStatus = z.infer<typeof uploadStatusSchema>

export const uploadsSchema = z.object({ uploads: z.array(uploadStatusSchema) })

/** What became of files that were chosen. */
export const chosenFilesSchema = z.object({
  added: z.number(),
  refused: z.array(z.object({ fileName: z.string(), problem: uploadProblemSchema })),
})
export type ChosenFiles = z.infer<typeof chosenFilesSchema>

export const UPLOAD_ACTS = ['pause', 'resume', 'discard'] as const
export type UploadAct = (typeof UPLOAD_ACTS)[number]

/** Most files that are chosen at once, and that wait at once. */
export const MAX_CHOSEN_FILES = 200
