/** A file on its way, as it is stored: what it says is not trusted before it is parsed. */
export interface StoredUpload {
  readonly key: string
  readonly record: string
}

/** The files on their way of one site. What is written is on disk when the promise resolves. Every method rejects with a StoreError. */
export interface UploadStore {
  /** In the order in which they were put first. */
  uploads(): Promise<readonly StoredUpload[]>
  /** All of them or none. */
  putUploads(uploads: readonly StoredUpload[]): Promise<void>
  removeUpload(key: string): Promise<void>
}

/** The same as the storage worker is asked it. */
export type UploadRequest =
  | { readonly ask: 'list' }
  | { readonly ask: 'put'; readonly uploads: readonly StoredUpload[] }
  | { readonly ask: 'remove'; readonly key: string }

/** The files on their way behind whatever answers requests. */
export function uploadStoreOf(answer: (request: UploadRequest) => Promise<unknown>): UploadStore {
  return {
    uploads: async () => (await answer({ ask: 'list' })) as readonly StoredUpload[],
    async putUploads(uploads) {
      await answer({ ask: 'put', uploads })
    },
    async removeUpload(key) {
      await answer({ ask: 'remove', key })
    },
  }
}
