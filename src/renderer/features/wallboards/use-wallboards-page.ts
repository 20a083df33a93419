import { type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardData } from '#shared/board/document.ts'
import type { BoardProblem } from '#shared/board/problems.ts'
import { useApp, useOutpost, useToasts, useUi } from '../../app/context.tsx'
import { type Board, useBoards } from '../../app/hooks/boards.ts'
import { useExportLock } from '../../app/hooks/locks.ts'
import { useKept, useKeptPlace } from '../../app/kept.ts'
import { useNotedPlace } from '../../app/noted-place.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { useStableOrder } from '../../app/stable-order.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import type { WallboardActs } from './use-wallboard-acts.ts'
import { type WallboardRow, type WallboardSort, wallboardRowOf, wallboardsShown } from './wallboard-row.ts'

const NO_KEYS = {}
const NONE: ReadonlySet<string> = new Set()
const BY_NAME: WallboardSort = { columnId: 'name', isDescending: false }

/** The boards of the site and of this PC as the page lists them. */
function useWallboardList(target: string | undefined) {
  const { boards, ...rest } = useBoards()
  const [search, setSearch] = useKept('wallboards/search', '')
  const [followed, setFollowed] = useState<string>()
  if (target !== followed) {
    setFollowed(target)
    if (target !== undefined) setSearch(target)
  }
  const [sort, setSort] = useKept<WallboardSort>('wallboards/sort', BY_NAME)
  const [isHeld, setHeld] = useState(false)
  const [selected, select] = useState<ReadonlySet<string>>(NONE)
  const byId = useMemo(() => new Map(boards.map((board) => [board.id, wallboardRowOf(board)])), [boards])
  const fresh = useMemo(
    () => wallboardsShown([...byId.values()], search, sort).map(({ id }) => id),
    [byId, search, sort],
  )
  const query = `${search}/${sort.columnId}/${sort.isDescending}`
  const stable = useStableOrder(fresh, isHeld, query, (id) => byId.has(id))
  const scrollPlace = useKeptPlace('wallboards', query)
  const found = { ...stable, byId, total: boards.length, selected, select }
  return { ...rest, ...found, search, setSearch, sort, setSort, setHeld, scrollPlace }
}

/** What of the page is open over it. */
export type WallboardDialog =
  | { readonly kind: 'new'; readonly read: { readonly fileName: string; readonly board: BoardData } | null }
  | { readonly kind: 'edit'; readonly board: Board; readonly data: BoardData }
  | { readonly kind: 'faulty'; readonly fileName: string; readonly problems: readonly BoardProblem[] }

/** A board that is built or looked at in place of the list. */
export interface BoardOnStage {
  readonly kind: 'build' | 'show'
  readonly id: string
}

/** Which boards are listed, which is active and open, and how keys and clicks move between them. */
export function useWallboardsPage(acts: WallboardActs) {
  const target = useUi((ui) => ui.target)
  const leaveGuard = useUi((ui) => ui.leaveGuard)
  const list = useWallboardList(target.search)
  const [activeId, setActiveId] = useState<string | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const [focusRequest, setFocusRequest] = useState(0)
  const [dialog, setDialog] = useState<WallboardDialog | null>(null)
  const [stage, setStage] = useState<BoardOnStage | null>(null)
  const searchBox = useRef<HTMLInputElement>(null)
  const openFile = useFileImport(setDialog)

  function open(id: string | null, by: 'keyboard' | 'pointer' | 'target' = 'pointer'): void {
    const show = () => {
      setStage(null)
      setOpenId(id)
      if (id === null) focusGrid()
      else setActiveId(id)
      if (by === 'keyboard') setFocusRequest((count) => count + 1)
    }
    if (id === openId || leaveGuard === null || leaveGuard(show)) show()
  }
  useNotedPlace(openId === null ? {} : { boardId: openId })
  // A target is followed once, when it is given.
  const follow = useEffectEvent((id: string) => open(id, 'target'))
  useEffect(() => {
    if (target.boardId !== undefined) follow(target.boardId)
  }, [target])

  // What was made is shown.
  const made = (id: string | null): void => {
    if (id !== null) open(id, 'target')
  }
  const putOnStage = (kind: BoardOnStage['kind'], id: string): void => {
    setOpenId(id)
    setStage({ kind, id })
  }
  const startCreating = () => setDialog({ kind: 'new', read: null })
  const given = { acts, made, putOnStage, setDialog, startCreating, openFile, searchBox }
  useListKeys(list.byId.get(openId ?? activeId ?? ''), stage === null, { ...given, refresh: list.refresh })
  return {
    list,
    activeId,
    openId,
    focusRequest,
    searchBox,
    stage,
    putOnStage,
    closeStage: () => setStage(null),
    dialog,
    setDialog,
    made,
    startCreating,
    openFile,
    open,
    activate: (id: string | null): void => {
      setActiveId(id)
      // With the panel open the list and the detail move together, unless something there is not saved.
      if (openId !== null && leaveGuard === null && id !== null) setOpenId(id)
    },
    stepBack: () => (openId === null ? setActiveId(null) : open(null)),
    enterGrid,
  }
}

interface ListKeys {
  readonly acts: WallboardActs
  readonly made: (id: string | null) => void
  readonly putOnStage: (kind: BoardOnStage['kind'], id: string) => void
  readonly setDialog: (dialog: WallboardDialog) => void
  readonly startCreating: () => void
  readonly openFile: () => Promise<void>
  readonly refresh: () => void
  readonly searchBox: RefObject<HTMLInputElement | null>
}

/** Keys of the list. A board on the stage has keys of its own. */
function useListKeys(chosen: WallboardRow | undefined, isListShown: boolean, list: ListKeys): void {
  const { t } = useTranslation()
  const { acts, made, putOnStage, setDialog } = list
  const withChosen = (act: (row: WallboardRow, data: BoardData) => void) => () => {
    const data = chosen?.board.data ?? null
    if (chosen !== undefined && data !== null && chosen.board.view?.isDeleting !== true) act(chosen, data)
  }
  const keys = {
    '/': () => list.searchBox.current?.select(),
    n: list.startCreating,
    o: () => void list.openFile(),
    b: withChosen((row) => putOnStage('build', row.id)),
    v: withChosen((row) => putOnStage('show', row.id)),
    d: withChosen((row, data) => void acts.duplicate(row.board, data).then(made)),
    e: withChosen((row, data) => setDialog({ kind: 'edit', board: row.board, data })),
    x: withChosen((_row, data) => void acts.exportFile(data)),
    r: list.refresh,
  }
  const whyNot = chosen === undefined ? t('boards.noneChosen') : null
  const whyNotExport = useExportLock()('boards') ?? whyNot
  usePageKeys(isListShown ? keys : NO_KEYS, { b: whyNot, d: whyNot, e: whyNot, v: whyNot, x: whyNotExport })
}

export type WallboardsState = Omit<ReturnType<typeof useWallboardsPage>, 'searchBox'>

/** Asks for a file and shows what it holds, or what is wrong with it. */
function useFileImport(show: (dialog: WallboardDialog) => void): () => Promise<void> {
  const { client } = useOutpost()
  const addToast = useToasts((state) => state.add)
  const tenant = useApp((state) => state.connection?.tenant ?? null)
  return async () => {
    try {
      const answer = await client.request('boards:import', { tenant })
      if (answer.outcome === 'read') show({ kind: 'new', read: answer })
      if (answer.outcome === 'faulty') show({ kind: 'faulty', ...answer })
      if (answer.outcome === 'refused') addToast({ tone: 'problem', text: answer.problem.message })
    } catch (error) {
      const reason = (t: Translate) => errorSentence(t, toRequestError(error))
      addToast({ tone: 'problem', text: (t) => t('boards.done.failed', { reason: reason(t) }) })
    }
  }
}

/** From the search box into its results: the first one is active, so that Enter opens it. */
function enterGrid(): void {
  focusGrid()
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true, cancelable: true }))
}

/** The page has one grid. */
function focusGrid(): void {
  document.querySelector<HTMLElement>('[data-grid]')?.focus()
}
