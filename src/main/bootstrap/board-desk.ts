import { MAX_BOARD_BYTES } from '#shared/board/document.ts'
import { readBoardText, readStoredBoard } from '#shared/board/read-board.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { boardText, fileNameOf, LocalBoardFolder } from '../boards/local-boards.ts'
import type { BoardsPort } from '../ipc/services.ts'
import { FileRefusedError } from '../outbox/bundle/problem.ts'
import { fileTrouble } from '../outbox/file-trouble.ts'
import { readSmallFile } from '../platform/file-atomic.ts'
import type { FileKind } from '../platform/file-dialogs.ts'
import { stageFile } from '../platform/staged-file.ts'
import { type AskedFiles, orRefused } from './asked-files.ts'
import { writeText } from './write-text.ts'

const BOARD: FileKind = { name: 'Wallboard', extension: 'json' }
/** Larger files are not even read. */
const MAX_FILE_BYTES = 4 * MAX_BOARD_BYTES

/** Wallboards as files: those of this PC, and those that operators choose. */
export class BoardDesk implements BoardsPort {
  readonly #files: AskedFiles
  readonly #local: LocalBoardFolder

  constructor(files: AskedFiles, folder: string) {
    this.#files = files
    this.#local = new LocalBoardFolder(folder)
  }

  async local(): Promise<IpcResponse<'boards:local'>> {
    const { folder, boards, problem } = await this.#local.list()
    return { folder, boards: [...boards], problem }
  }

  async keep({ fileName, board }: IpcRequest<'boards:keep'>): Promise<IpcResponse<'boards:keep'>> {
    return { fileName: await this.#local.keep(fileName, board) }
  }

  remove(fileName: string): Promise<void> {
    return this.#local.remove(fileName)
  }

  import(windowId: number, tenant: string | null): Promise<IpcResponse<'boards:import'>> {
    return orRefused(async () => {
      const file = await this.#files.open(windowId, { title: 'Open a wallboard', kind: BOARD })
      if (file === null) return { outcome: 'cancelled' }
      const read = readBoardText(await smallText(file.path), tenant)
      if (read.ok) return { outcome: 'read', fileName: file.name, board: read.board }
      return { outcome: 'faulty', fileName: file.name, problems: read.problems }
    })
  }

  export(windowId: number, value: unknown): Promise<IpcResponse<'boards:export'>> {
    return orRefused(async () => {
      const read = readStoredBoard(value)
      if (!read.ok) throw new OutpostError('bad-request', 'This is no board that could be written.')
      const suggestedName = `${fileNameOf(read.board.name)}.board.json`
      const file = await this.#files.save(windowId, { title: 'Write a wallboard', suggestedName, kind: BOARD })
      if (file === null) return { outcome: 'cancelled' }
      await writeText(file.path, [boardText(read.board)], stageFile)
      return { outcome: 'written', fileName: file.name }
    })
  }
}

async function smallText(path: string): Promise<string> {
  const text = await readSmallFile(path, MAX_FILE_BYTES).catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('more than')) {
      throw new FileRefusedError(
        'too-large',
        `A wallboard has ${MAX_BOARD_BYTES / 1_024} KB at most. Nothing was taken in.`,
      )
    }
    throw fileTrouble(error, 'read')
  })
  if (text === null) throw new FileRefusedError('not-read', 'The file is not there any more. Nothing was taken in.')
  return text
}
