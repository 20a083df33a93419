import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type BoardData, MAX_BOARD_BYTES } from '#shared/board/document.ts'
import { type BoardProblem, MAX_PROBLEMS } from '#shared/board/problems.ts'
import { readBoard, readBoardText } from '#shared/board/read-board.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { LocalBoard } from '#shared/ipc/board-requests.ts'
import { isErrnoException, readSmallFile, writeFileAtomically } from '../platform/file-atomic.ts'

const SUFFIX = '.board.json'
const MAX_BOARDS = 200
const MAX_NAME = 60

/** A file as it was read last, and what the disk said of it then. */
interface Known extends LocalBoard {
  readonly stamp: string
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
      const read = await Promise.all(names.map(async (name) => [name, await this.#read(name)] as const))
      const gone = [...this.#known].filter(([name]) => !names.includes(name))
      this.#known = new Map([...read, ...gone.map(([name, known]) => [name, { ...known, isGone: true }] as const)])
      const boards = [...this.#known.values()].map(({ stamp: _stamp, ...board }) => board)
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
      try {
        await mkdir(this.#folder, { recursive: true })
        const name = fileName ?? (await this.#freeName(read.board))
        await writeFileAtomically(join(this.#folder, name), boardText(read.board))
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
          .slice(0, MAX_BOARDS),
        problem: null,
      }
    } catch (error) {
      // Nobody has kept a board here yet.
      if (isErrnoException(error) && error.code === 'ENOENT' && this.#known.size === 0)
        return { names: [], problem: null }
      return { names: [], problem: reasonOf(error) }
    }
  }

  async #read(fileName: string): Promise<Known> {
    const known = this.#known.get(fileName)
    const path = join(this.#folder, fileName)
    try {
      const { size, mtimeMs, ino } = await stat(path)
      const stamp = `${size}/${mtimeMs}/${ino}`
      if (known?.stamp === stamp && !known.isGone) return known
      if (size > MAX_BOARD_BYTES)
        return faulty(fileName, known, stamp, [fault('too-large', `${MAX_BOARD_BYTES / 1_024}`)])
      const text = (await readSmallFile(path, MAX_BOARD_BYTES)) ?? ''
      const read = readBoardText(text, null)
      if (!read.ok) return faulty(fileName, known, stamp, read.problems)
      return { fileName, board: read.board, problems: [], isGone: false, stamp }
    } catch (error) {
      return faulty(fileName, known, '', [fault('no-text', reasonOf(error))])
    }
  }

  async #freeName({ name }: BoardData): Promise<string> {
    const plain = fileNameOf(name)
    const taken = new Set(await readdir(this.#folder))
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

/** A board as it is written: a person may read and change it. */
export function boardText(board: BoardData): string {
  return `${JSON.stringify({ format: 'outpost-wallboard-1', ...board }, null, 2)}\n`
}

/** Letters and digits of any script, without what a system might take for something else. */
export function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return plain === '' ? 'board' : plain.slice(0, MAX_NAME).toLowerCase().toWellFormed().replaceAll('\uFFFD', '')
}

function fault(what: BoardProblem['fault'], detail: string): BoardProblem {
  return { fault: what, pointer: '', place: null, detail }
}

function faulty(fileName: string, known: Known | undefined, stamp: string, problems: readonly BoardProblem[]): Known {
  return { fileName, board: known?.board ?? null, problems: problems.slice(0, MAX_PROBLEMS), isGone: false, stamp }
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
