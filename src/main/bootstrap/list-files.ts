import { OutpostError } from '#shared/errors/result.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import type { ListsPort } from '../ipc/services.ts'
import { fileTrouble } from '../outbox/file-trouble.ts'
import type { Clock } from '../platform/clock.ts'
import type { FileKind } from '../platform/file-dialogs.ts'
import type { Ids } from '../platform/ids.ts'
import type { StagedFile, StageFile } from '../platform/staged-file.ts'
import { type ListAbout, listEnd, listHead, listRows } from '../reports/formats/list-file.ts'
import { type AskedFiles, fileNameOf, orRefused } from './asked-files.ts'

export interface ListFilesDependencies {
  readonly files: AskedFiles
  readonly stageFile: StageFile
  readonly clock: Clock
  readonly ids: Ids
}

const KINDS: Readonly<Record<ListAbout['format'], FileKind>> = {
  csv: { name: 'csv', extension: 'csv' },
  json: { name: 'json', extension: 'json' },
}

interface Writing {
  readonly token: string
  readonly name: string
  readonly file: StagedFile
  readonly about: ListAbout
  rows: number
  /** Parts are written one after the other. */
  last: Promise<unknown>
}

/** Lists as files, one at a time in a window, each row written as it comes: memory holds none of it. */
export class ListFiles implements ListsPort {
  readonly #dependencies: ListFilesDependencies
  readonly #writing = new Map<number, Writing>()
  /** The page of each window that began a list; another one, or none, once that page is gone. */
  readonly #pages = new Map<number, symbol>()

  constructor(dependencies: ListFilesDependencies) {
    this.#dependencies = dependencies
  }

  begin(windowId: number, { list, format, columns }: IpcRequest<'lists:begin'>): Promise<IpcResponse<'lists:begin'>> {
    const { files, stageFile, clock, ids } = this.#dependencies
    return orRefused(async () => {
      const page = this.#pageOf(windowId)
      await this.#giveUp(windowId)
      const suggestedName = fileNameOf(`outpost-${list}`, clock.now(), format)
      const chosen = await files.save(windowId, { title: 'list', suggestedName, kind: KINDS[format] })
      if (chosen === null) return { outcome: 'cancelled' }
      const about = { list, format, columns, exportedAt: clock.now() }
      const file = await stageFile(chosen.path).catch((error: unknown) => {
        throw fileTrouble(error, 'written')
      })
      // While the dialog was open the page may have gone, or have begun another list.
      await this.#giveUp(windowId)
      if (this.#pages.get(windowId) !== page) {
        await file.discard()
        return { outcome: 'cancelled' }
      }
      const token = ids.uuid()
      const writing: Writing = { token, name: chosen.name, file, about, rows: 0, last: Promise.resolve() }
      this.#writing.set(windowId, writing)
      await this.#write(windowId, writing, () => file.append(listHead(about)))
      return { outcome: 'begun', token }
    })
  }

  append(windowId: number, { token, rows }: IpcRequest<'lists:append'>): Promise<IpcResponse<'lists:append'>> {
    return orRefused(async () => {
      const writing = this.#find(windowId, token)
      await this.#write(windowId, writing, async () => {
        await writing.file.append(listRows(writing.about, rows, writing.rows))
        writing.rows += rows.length
      })
      return { outcome: 'taken' }
    })
  }

  finish(windowId: number, token: string): Promise<IpcResponse<'lists:finish'>> {
    return orRefused(async () => {
      const writing = this.#find(windowId, token)
      const { file, about, name, rows } = writing
      await this.#write(windowId, writing, async () => {
        await file.append(listEnd(about))
        await file.seal()
        await file.publish()
      })
      this.#forget(windowId, writing)
      return { outcome: 'written', fileName: name, rows }
    })
  }

  async cancel(windowId: number, token: string): Promise<void> {
    if (this.#writing.get(windowId)?.token === token) await this.leave(windowId)
  }

  /** The page is gone, or begins anew: what it was writing is given up, and nothing of it stays. */
  async leave(windowId: number): Promise<void> {
    this.#pages.delete(windowId)
    await this.#giveUp(windowId)
  }

  #pageOf(windowId: number): symbol {
    const page = this.#pages.get(windowId) ?? Symbol('page')
    this.#pages.set(windowId, page)
    return page
  }

  async #giveUp(windowId: number): Promise<void> {
    const writing = this.#writing.get(windowId)
    if (writing === undefined) return
    this.#forget(windowId, writing)
    await writing.last.catch(() => undefined)
    await writing.file.discard()
  }

  async stop(): Promise<void> {
    this.#pages.clear()
    await Promise.all([...this.#writing.keys()].map((windowId) => this.leave(windowId)))
  }

  /** Rejects with FileRefusedError, and then nothing is written any more. */
  async #write(windowId: number, writing: Writing, write: () => Promise<void>): Promise<void> {
    const part = writing.last.then(write)
    writing.last = part
    try {
      await part
    } catch (error) {
      this.#forget(windowId, writing)
      await writing.file.discard()
      throw fileTrouble(error, 'written')
    }
  }

  #find(windowId: number, token: string): Writing {
    const writing = this.#writing.get(windowId)
    if (writing?.token === token) return writing
    throw new OutpostError('not-found', 'This list is not being written any more. Nothing was written.')
  }

  #forget(windowId: number, writing: Writing): void {
    if (this.#writing.get(windowId) === writing) this.#writing.delete(windowId)
  }
}
