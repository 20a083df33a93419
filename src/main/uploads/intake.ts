import type { ChosenFiles } from '#shared/domain/uploads.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { Ids } from '../platform/ids.ts'
import { Chosen, type ContentToRenew, chosenRecord, isSameFile } from './choosing.ts'
import type { UploadFiles } from './files-port.ts'
import type { JobBook } from './job-book.ts'
import { UploadStopped } from './problems.ts'
import type { UploadRecord } from './record.ts'

/** Files of a site that wait. */
const MOST_UPLOADS = 1_000

/** Whether two of them would be one too many. */
type Meets = (one: UploadRecord, other: UploadRecord) => boolean

/** Takes files that operators choose: looks at them, refuses by name what cannot be taken, and stores the others. */
export class UploadIntake {
  readonly #book: JobBook
  readonly #files: UploadFiles
  readonly #ids: Ids
  #lastTaken: Promise<unknown> = Promise.resolve()

  constructor(book: JobBook, files: UploadFiles, ids: Ids) {
    this.#book = book
    this.#files = files
    this.#ids = ids
  }

  /** Rejects with a StoreError; then none was taken. */
  async add(paths: readonly string[], folder: string, userId: string): Promise<ChosenFiles> {
    const chosen = new Chosen()
    const looked: UploadRecord[] = []
    for (const path of paths) {
      await chosenRecord(this.#files, this.#ids, { path, folder, userId }).then(
        (record) => looked.push(record),
        (error: unknown) => chosen.refuse(path, error),
      )
    }
    return this.#take(looked, chosen, isSameFile)
  }

  /** A file that a piece of content is to have in place of its own. Rejects with a StoreError; then it was not taken. */
  async renew(renews: ContentToRenew, path: string, userId: string): Promise<ChosenFiles> {
    const chosen = new Chosen()
    const looked: UploadRecord[] = []
    await chosenRecord(this.#files, this.#ids, { path, folder: renews.folder, userId, renews }).then(
      (record) => looked.push(record),
      (error: unknown) => chosen.refuse(path, error),
    )
    return this.#take(looked, chosen, (one, other) => one.contentId === other.contentId)
  }

  /** What is compared is stored before the next one is compared: of two who choose the same at once, one is refused. */
  #take(looked: readonly UploadRecord[], chosen: Chosen, meets: Meets): Promise<ChosenFiles> {
    const take = async (): Promise<ChosenFiles> => {
      if (this.#book.size + looked.length > MOST_UPLOADS) {
        throw new OutpostError('queue-full', `At most ${MOST_UPLOADS} files can wait. Nothing was added.`)
      }
      for (const record of looked) {
        const known = [...this.#book.unfinished, ...chosen.records]
        if (!known.some((other) => meets(record, other))) chosen.records.push(record)
        else chosen.refuse(record.path, new UploadStopped('chosen-before', 'It is on its way already.'))
      }
      await this.#book.add(chosen.records)
      return chosen.result()
    }
    const mine = this.#lastTaken.then(take, take)
    this.#lastTaken = mine.catch(() => undefined)
    return mine
  }
}
