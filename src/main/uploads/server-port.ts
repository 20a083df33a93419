import type { NewUpload, UploadOffset } from '#shared/protocol/uploads.ts'

/**
 * An answer other than the one that was hoped for, or none. The signs are those that breakers and retries know (`FailureSigns`).
 *
 * - `wrong-offset`: ask where the upload is, and go on there. `gone`: the server does not know it: begin anew.
 * - `corrupt`: what came is not the file. `no-space`: there is no room.
 */
export class UploadServerError extends Error {
  readonly code: string
  readonly outcome: 'unknown' | 'refused' | 'not-sent'
  readonly retryAfterMs: number | null

  constructor(
    code: string,
    outcome: UploadServerError['outcome'],
    message: string,
    { retryAfterMs = null, cause }: { retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'UploadServerError'
    this.code = code
    this.outcome = outcome
    this.retryAfterMs = retryAfterMs
  }
}

/** The server as uploads see it. Everything may be repeated without harm; rejects with an UploadServerError. */
export interface UploadServer {
  /** Makes the upload of this key, or tells how far it is. */
  begin(upload: NewUpload, signal: AbortSignal): Promise<UploadOffset>
  /** Hands over bytes that begin at `offset`: all of them are taken, or none. */
  send(key: string, offset: number, bytes: Uint8Array, signal: AbortSignal): Promise<UploadOffset>
  discard(key: string, signal: AbortSignal): Promise<void>
}
