import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { BoardData } from '#shared/board/document.ts'
import type { BoardProblem } from '#shared/board/problems.ts'
import { type ReadBoard, readStoredBoard } from '#shared/board/read-board.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { LocalBoard } from '#shared/ipc/board-requests.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { type RequestError, toRequestError } from '../../ipc/client.ts'
import { type Outpost, useApp, useOutpost } from '../context.tsx'
import { every } from '../time.ts'
import { type CacheState, useEntities } from './replica.ts'

/** Ids of boards that are files of this PC begin with it. */
const LOCAL = 'local:'
/** A file that somebody changes is seen after so long. */
const LOOK_EVERY_MS = 3_000

/** A wallboard, wherever it is kept. */
export interface Board {
  readonly id: string
  /** Null: it is a file of this PC, and of no server. */
  readonly view: EntityView | null
  readonly fileName: string | null
  readonly name: string
  readonly description: string
  /** Null: it cannot be shown; `problems` says why. */
  readonly data: BoardData | null
  /** Of a file also while `data` is as it was read last. */
  readonly problems: readonly BoardProblem[]
  /** The file was there, and is no more. */
  readonly isGone: boolean
}

export interface Boards {
  readonly boards: readonly Board[]
  /** Of those of the server. */
  readonly cache: CacheState
  /** Why the folder of this PC cannot be read, in words of the system; null: it can. */
  readonly folderProblem: string | null
  /** Those of this PC have been asked for and were answered, or could not be. */
  readonly isLocalRead: boolean
  /** False: the server has said that it keeps none. */
  readonly isServerAble: boolean
  /** Looks at the folder now. */
  readonly reloadLocal: () => Promise<void>
}

/** All wallboards: those of the site and those of this PC, live. What did not change is the same object. */
export function useBoards(): Boards {
  const { rows, cache } = useEntities('wallboard')
  const local = useLocalBoards()
  const isServerAble = useApp((state) => state.connection?.capabilities?.includes('wallboards') !== false)
  const boards = useMemo(() => [...rows.map(boardOfView), ...local.boards.map(boardOfFile)], [rows, local.boards])
  const { problem: folderProblem, isRead: isLocalRead, reload: reloadLocal } = local
  return { boards, cache, folderProblem, isLocalRead, isServerAble, reloadLocal }
}

/** One wallboard by its id; undefined: there is none, or it is not read yet. */
export function useBoard(id: string | null): { readonly board: Board | undefined; readonly isReading: boolean } {
  const { boards, cache, isLocalRead } = useBoards()
  const board = useMemo(() => boards.find((one) => one.id === id), [boards, id])
  const isLocal = id?.startsWith(LOCAL) === true
  const isReading = isLocal ? !isLocalRead : cache.state === 'loading' || cache.state === 'reading'
  return { board, isReading }
}

export function localBoardId(fileName: string): string {
  return `${LOCAL}${fileName}`
}

const ofViews = new WeakMap<EntityView, Board>()

function boardOfView(view: EntityView): Board {
  const known = ofViews.get(view)
  if (known !== undefined) return known
  const board = new ServerBoard(view)
  ofViews.set(view, board)
  return board
}

/** A board of the server, read when somebody looks at what is in it: a thousand at once would take a second. */
class ServerBoard implements Board {
  readonly id: string
  readonly view: EntityView
  readonly fileName = null
  readonly isGone = false
  readonly name: string
  readonly description: string
  #read: ReadBoard | null = null

  constructor(view: EntityView) {
    const { name, description } = view.data
    this.id = view.id
    this.view = view
    this.name = typeof name === 'string' ? name : ''
    this.description = typeof description === 'string' ? description : ''
  }

  get data(): BoardData | null {
    const read = this.#reading()
    return read.ok ? read.board : null
  }

  get problems(): readonly BoardProblem[] {
    const read = this.#reading()
    return read.ok ? [] : read.problems
  }

  #reading(): ReadBoard {
    this.#read ??= readStoredBoard(this.view.data)
    return this.#read
  }
}

const ofFiles = new WeakMap<LocalBoard, Board>()

function boardOfFile(file: LocalBoard): Board {
  const known = ofFiles.get(file)
  if (known !== undefined) return known
  const { fileName, board: data, problems, isGone } = file
  const name = data?.name ?? fileName.replace(/\.board\.json$/, '')
  const description = data?.description ?? ''
  const board = { id: localBoardId(fileName), view: null, fileName, name, description, data, problems, isGone }
  ofFiles.set(file, board)
  return board
}

interface LocalState {
  readonly boards: readonly LocalBoard[]
  readonly problem: string | null
  readonly isRead: boolean
  readonly error: RequestError | null
}

const NOT_READ: LocalState = { boards: [], problem: null, isRead: false, error: null }

/** The folder of a window, looked at while anybody shows it. */
class LocalFolder {
  readonly #client: Outpost['client']
  readonly #listeners = new Set<() => void>()
  #state = NOT_READ
  #end: (() => void) | null = null

  constructor(client: Outpost['client']) {
    this.#client = client
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    this.#end ??= every(LOOK_EVERY_MS, () => {
      if (!document.hidden) void this.look()
    })
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      this.#end?.()
      this.#end = null
    }
  }

  readonly read = (): LocalState => this.#state

  readonly look = async (): Promise<void> => {
    try {
      this.#put(this.#taken(await this.#client.request('boards:local', {})))
    } catch (error) {
      const failure = toRequestError(error)
      this.#put({ ...this.#state, isRead: true, error: failure, problem: failure.message })
    }
  }

  #taken({ boards, problem }: IpcResponse<'boards:local'>): LocalState {
    const before = new Map(this.#state.boards.map((one) => [one.fileName, one]))
    const kept = boards.map((one) => {
      const known = before.get(one.fileName)
      return known !== undefined && JSON.stringify(known) === JSON.stringify(one) ? known : one
    })
    const isSame = kept.length === this.#state.boards.length && kept.every((one, at) => one === this.#state.boards[at])
    return { boards: isSame ? this.#state.boards : kept, problem, isRead: true, error: null }
  }

  #put(next: LocalState): void {
    const { boards, problem, isRead } = this.#state
    if (next.boards === boards && next.problem === problem && next.isRead === isRead) return
    this.#state = next
    for (const listener of this.#listeners) listener()
  }
}

const folders = new WeakMap<Outpost, LocalFolder>()

function folderOf(outpost: Outpost): LocalFolder {
  const folder = folders.get(outpost) ?? new LocalFolder(outpost.client)
  folders.set(outpost, folder)
  return folder
}

function useLocalBoards() {
  const outpost = useOutpost()
  const folder = useMemo(() => folderOf(outpost), [outpost])
  const state = useSyncExternalStore(folder.subscribe, folder.read)
  useEffect(() => void folder.look(), [folder])
  return { ...state, reload: folder.look }
}
