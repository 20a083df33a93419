import { basename } from 'node:path'
import type { ChosenFiles, ContentFile, UploadProblem } from '#shared/domain/uploads.ts'
import { MAX_UPLOAD_BYTES } from '#shared/protocol/uploads.ts'
import type { Ids } from '../platform/ids.ts'
import { contentNameOf } from './content-name.ts'
import type { UploadFiles } from './files-port.ts'
import { MEDIA_HEAD_BYTES, mediaFactsOf } from './media-type.ts'
import { fileProblem, UploadStopped } from './problems.ts'
import type { UploadRecord } from './record.ts'

export interface Choice {
  readonly path: string
  readonly folder: string
  readonly userId: string
  /** Set: it is another file for this content. */
  readonly renews?: ContentToRenew
}

/** A piece of content that is there, with the file it has. */
export interface ContentToRenew {
  readonly id: string
  readonly name: string
  readonly folder: string
  readonly file: ContentFile
}

/** Looks at a file that was chosen. Rejects with an UploadStopped when it is none that can be uploaded. */
export async function chosenRecord(files: UploadFiles, ids: Ids, choice: Choice): Promise<UploadRecord> {
  const { path, folder, userId, renews } = choice
  const facts = await factsOfFile(files, path)
  const fileName = basename(path)
  return {
    ...facts,
    key: ids.uuid(),
    contentId: renews?.id ?? `cnt_${ids.uuid()}`,
    replaces: renews?.file ?? null,
    userId,
    path,
    fileName,
    checksum: null,
    isDoubted: false,
    name: renews?.name ?? contentNameOf(fileName),
    folder: renews?.folder ?? folder,
    stand: 'waiting',
    problem: null,
    detail: null,
    sentBytes: 0,
    damages: 0,
  }
}

/** What the file is now, by its size, its time and its first bytes. */
export async function factsOfFile(files: UploadFiles, path: string) {
  try {
    const file = await files.open(path)
    try {
      const { sizeBytes, modifiedAt } = await file.facts()
      if (sizeBytes === 0) throw new UploadStopped('empty', 'There is nothing in it.')
      if (sizeBytes > MAX_UPLOAD_BYTES)
        throw new UploadStopped('too-large', `It is larger than ${MAX_UPLOAD_BYTES} bytes.`)
      const media = mediaFactsOf(await file.read(0, Math.min(MEDIA_HEAD_BYTES, sizeBytes)))
      if (media === null) throw new UploadStopped('wrong-type', 'It is no picture and no film that can be shown.')
      return { sizeBytes, modifiedAt, ...media }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw fileProblem(error)
  }
}

/** The same file is chosen again while it is on its way. */
export function isSameFile(one: UploadRecord, other: UploadRecord): boolean {
  return one.path === other.path && one.sizeBytes === other.sizeBytes && one.modifiedAt === other.modifiedAt
}

export class Chosen {
  readonly records: UploadRecord[] = []
  readonly #refused: { fileName: string; problem: UploadProblem }[] = []

  refuse(path: string, error: unknown): void {
    this.#refused.push({ fileName: basename(path), problem: fileProblem(error).problem })
  }

  result(): ChosenFiles {
    return { added: this.records.length, refused: this.#refused }
  }
}
