import type { UPLOAD_STATUS } from '#shared/protocol/uploads.ts'

/** An answer that only uploads have; each has an HTTP status of its own. */
export class UploadRefusal extends Error {
  readonly reason: keyof typeof UPLOAD_STATUS

  constructor(reason: keyof typeof UPLOAD_STATUS, message: string) {
    super(message)
    this.name = 'UploadRefusal'
    this.reason = reason
  }
}
