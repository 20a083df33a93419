import { lstat, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type BoardData, MAX_BOARD_BYTES } from '#shared/board/document.ts'
import { type BoardProblem, MAX_PROBLEMS } from '#shared/board/problems.ts'
import { readBoard, readBoardText } from '#shared/board/read-board.ts'
import { bytesOf } from '#shared/board/text-bytes.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { LocalBoard } from '#shared/ipc/board-requests.ts'
import { isErrnoException, NO_LINK, readSmallFile, writeFileAtomically } from '../platform/file-atomic.ts'

const SUFFIX = '.board.json'
/** Those that are read; the others are told by their names, of which there is an end as well. */
const MAX_BOARDS = 200
const MAX_LISTED = 1_000
/** Of all that are read together: windows are handed them whole. */
const MAX_FOLDER_BYTES = 4 * 1_048_576
const MAX_NAME = 60

/** A file as it was read last, and what the disk said of it then. */
interface Known extends LocalBoard {
  readonly stamp: string
  readonly bytes: number
}

export interface LocalBoards {
  readonly folder: string
  readonly boards: readonly LocalBoard[]
  readonly problem: string | null
}

/**
 * Wallboards that are files of this PC. The folder is looked at when it is asked for; a file that did not change is not read again.
 * What cannot be read any more is told with what could be read last, for as long as the program runs.
 */
export class LocalBoardFolder {
  readonly #folder: string
  #known: ReadonlyMap<string, Known> = new Map()
  /** One look or change at a time. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(folder: string) {
    this.#folder = folder
  }

  list(): Promise<LocalBoards> {
    return this.#inTurn(async () => {
      const { names, problem } = await this.#names()
      const there = new Set(names)
      const gone = [...this.#known].filter(([name]) => !there.has(name)).slice(-MAX_BOARDS)
      const read = await this.#readAll(names)
      this.#known = new Map([...read, ...gone.map(([name, known]) => [name, { ...known, isGone: true }] as const)])
      const boards = [...this.#known.values()].map(({ stamp: _stamp, bytes: _bytes, ...board }) => board)
      return { folder: this.#folder, boards, problem }
    })
  }

  /**
   * Writes a board whole or not at all, and answers the name of its file.
   *
   * @param fileName null: a new one, named after the board.
   * @throws OutpostError when it is no board, or cannot be written.
   */
  keep(fileName: string | null, value: unknown): Promise<string> {
    return this.#inTurn(async () => {
      const read = readBoard(value, null)
      if (!read.ok) throw new OutpostError('invalid-operation', notABoard(read.problems))
      const text = boardText(read.board)
      try {
        await mkdir(this.#folder, { recursive: true })
        const name = fileName ?? (await this.#freeName(read.board))
        await writeFileAtomically(join(this.#folder, name), text)
        return name
      } catch (error) {
        throw notDone(error, 'kept')
      }
    })
  }

  remove(fileName: string): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await rm(join(this.#folder, fileName), { force: true })
      } catch (error) {
        throw notDone(error, 'deleted')
      }
      this.#known = new Map([...this.#known].filter(([name]) => name !== fileName))
    })
  }

  async #names(): Promise<{ names: readonly string[]; problem: string | null }> {
    try {
      const entries = await readdir(this.#folder, { withFileTypes: true })
      const files = entries.filter(
        (entry) => entry.isFile() && entry.name.endsWith(SUFFIX) && !entry.name.startsWith('.'),
      )
      return {
        names: files
          .map(({ name }) => name)
          .sort()
          .slice(0, MAX_LISTED),
        problem: null,
      }
    } catch (error) {
      // Nobody has kept a board here yet.
      if (isErrnoException(error) && error.code === 'ENOENT' && this.#known.size === 0)
        return { names: [], problem: null }
      return { names: [], problem: reasonOf(error) }
    }
  }

  /** One after the other: what the first ones take of the room is known before the next is read. */
  async #readAll(names: readonly string[]): Promise<(readonly [string, Known])[]> {
    const read: (readonly [string, Known])[] = []
    let bytes = 0
    for (const [index, name] of names.entries()) {
      const isRead = index < MAX_BOARDS && bytes < MAX_FOLDER_BYTES
      const known = isRead ? await this.#read(name) : unread(name)
      bytes += known.bytes
      read.push([name, known])
    }
    return read
  }

  async #read(fileName: string): Promise<Known> {
    const known = this.#known.get(fileName)
    const path = join(this.#folder, fileName)
    try {
      const { size, mtimeMs, ino } = await lstat(path)
      const stamp = `${size}/${mtimeMs}/${ino}`
      if (known?.stamp === stamp && !known.isGone) return known
      if (size > MAX_BOARD_BYTES)
        return faulty(fileName, known, stamp, [fault('too-large', `${MAX_BOARD_BYTES / 1_024}`)])
      // A link may have come in its place since the folder was looked at.
      const text = await readSmallFile(path, MAX_BOARD_BYTES, NO_LINK)
      if (text === null) return faulty(fileName, known, '', [fault('no-text', 'ENOENT')])
      const read = readBoardText(text, null)
      if (!read.ok) return faulty(fileName, known, stamp, read.problems)
      return { fileName, board: read.board, problems: [], isGone: false, stamp, bytes: size }
    } catch (error) {
      return faulty(fileName, known, '', [fault('no-text', reasonOf(error))])
    }
  }

  async #freeName({ name }: BoardData): Promise<string> {
    const plain = fileNameOf(name)
    const there = await readdir(this.#folder)
    if (there.filter((one) => one.endsWith(SUFFIX)).length >= MAX_BOARDS) {
      throw new OutpostError('invalid-operation', `This PC keeps ${MAX_BOARDS} wallboards at most. Nothing was kept.`)
    }
    // Systems differ in which letters they take for the same.
    const taken = new Set(there.map((one) => one.normalize('NFC').toLowerCase()))
    let free = `${plain}${SUFFIX}`
    for (let count = 2; taken.has(free); count += 1) free = `${plain}-${count}${SUFFIX}`
    return free
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(work, work)
    this.#turn = next.catch(() => undefined)
    return next
  }
}

/** A board as it is written: a person may read and change it. Throws an OutpostError when no file could hold it. */
export function boardText(board: BoardData): string {
  const document = { format: 'outpost-wallboard-1', ...board }
  const texts = [2, 0].map((indent) => `${JSON.stringify(document, null, indent)}\n`)
  const text = texts.find((one) => bytesOf(one) <= MAX_BOARD_BYTES)
  if (text !== undefined) return text
  throw new OutpostError(
    'invalid-operation',
    `A wallboard has ${MAX_BOARD_BYTES / 1_024} KB at most. Nothing was kept.`,
  )
}

/** Names of devices on Windows, whatever ending they have. */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com\p{N}|lpt\p{N})$/iu

/** Letters and digits of any script, without what a system might take for something else. */
export function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  const short = plain.slice(0, MAX_NAME).toLowerCase().toWellFormed().replaceAll('\uFFFD', '')
  return short === '' || DEVICE_NAME.test(short) ? `board${short === '' ? '' : '-'}${short}` : short
}

function fault(what: BoardProblem['fault'], detail: string): BoardProblem {
  return { fault: what, pointer: '', place: null, detail }
}

function faulty(fileName: string, known: Known | undefined, stamp: string, problems: readonly BoardProblem[]): Known {
  const [board, bytes] = [known?.board ?? null, known?.bytes ?? 0]
  return { fileName, board, problems: problems.slice(0, MAX_PROBLEMS), isGone: false, stamp, bytes }
}

function unread(fileName: string): Known {
  return faulty(fileName, undefined, '', [fault('not-read', `${MAX_BOARDS}`)])
}

function notABoard(problems: readonly BoardProblem[]): string {
  const [first] = problems
  return `This is no board that could be shown (${first?.fault ?? ''} at ${first?.pointer ?? ''}). Nothing was kept.`
}

function notDone(error: unknown, what: string): OutpostError {
  if (error instanceof OutpostError) return error
  return new OutpostError('internal', `The board could not be ${what} on this PC (${reasonOf(error)}).`, {
    cause: error,
  })
}

function reasonOf(error: unknown): string {
  return isErrnoException(error) ? (error.code ?? error.message) : String(error)
}
