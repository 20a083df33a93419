/** What is known of a file without reading it. */
export interface FileFacts {
  readonly sizeBytes: number
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number
}

/** A file that is open for reading. */
export interface OpenFile {
  facts(): Promise<FileFacts>
  /** So many bytes from there on; fewer where the file ends before. */
  read(offset: number, length: number): Promise<Uint8Array>
  close(): Promise<void>
}

/** The files of this PC, for reading only. Rejects with the system's error, with its `code`. */
export interface UploadFiles {
  /** Rejects with the code `EISDIR` for what is no file. */
  open(path: string): Promise<OpenFile>
}
