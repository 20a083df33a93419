import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useOutpost, useUi } from '../../app/context.tsx'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { useEntities } from '../../app/hooks/replica.ts'
import { useKept, useKeptPlace } from '../../app/kept.ts'
import { useNotedPlace } from '../../app/noted-place.ts'
import { useStableOrder } from '../../app/stable-order.ts'
import { useNow, zoneHere } from '../../app/time.ts'
import type { PageView, ScheduleQuestion } from './page-types.ts'
import {
  NO_SCHEDULE,
  type ScheduleRow,
  type ScheduleSort,
  type ScheduleValues,
  scheduleRowOf,
  schedulesFound,
  schedulesInOrder,
} from './schedule-row.ts'
import { useClashes, useGroups } from './use-clashes.ts'
import { useScheduleActs } from './use-schedule-acts.ts'
import { useKeysOfPage } from './use-schedule-keys.ts'

const BY_NAME: ScheduleSort = { columnId: 'name', isDescending: false }
const MINUTE_MS = 60_000
const NONE: ReadonlySet<string> = new Set()

/** The schedules of the site as the page lists them. */
function useScheduleList(target: string | undefined) {
  const { rows: views, cache } = useEntities('schedule')
  const { nameOf: playlistOf } = usePlaylistNames()
  const now = useNow(MINUTE_MS)
  const groups = useGroups()
  const [search, setSearch] = useKept('schedules/search', '')
  const [followed, setFollowed] = useState<string>()
  if (target !== followed) {
    setFollowed(target)
    if (target !== undefined) setSearch(target)
  }
  const [sort, setSort] = useKept<ScheduleSort>('schedules/sort', BY_NAME)
  const [isHeld, setHeld] = useState(false)
  const rows = useMemo(() => views.map(scheduleRowOf), [views])
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows])
  // Apart: thousands are put in order once, and not at each key of a search.
  const ordered = useMemo(() => schedulesInOrder(rows, sort, { playlistOf, now }), [rows, sort, playlistOf, now])
  const found = useMemo(() => schedulesFound(ordered, search, playlistOf), [ordered, search, playlistOf])
  const fresh = useMemo(() => found.map(({ id }) => id), [found])
  const query = `${search}/${sort.columnId}/${sort.isDescending}`
  const stable = useStableOrder(fresh, isHeld, query, (id) => byId.has(id))
  const scrollPlace = useKeptPlace('schedules', query)
  const clashes = useClashes(rows, groups)
  return {
    ...{ ...stable, rows, byId, found, cache, groups, clashes, playlistOf, now },
    ...{ search, setSearch, sort, setSort, setHeld, scrollPlace, total: rows.length },
  }
}

export type ScheduleList = ReturnType<typeof useScheduleList>

/** What of the page is in sight: the view, the active schedule, the open one or the template of a new one, a question. */
function useShown() {
  const [view, setView] = useKept<PageView>('schedules/view', 'list')
  const [activeId, setActiveId] = useState<string | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const [template, setTemplate] = useState<ScheduleValues | null>(null)
  const [focusRequest, setFocusRequest] = useState(0)
  const [question, ask] = useState<ScheduleQuestion | null>(null)
  const [selected, setSelected] = useState(NONE)
  return {
    ...{ view, setView, activeId, setActiveId, openId, setOpenId, template, setTemplate },
    ...{ focusRequest, setFocusRequest, question, ask, selected, setSelected },
  }
}

/** Shows what the page is asked to show: a schedule, or the editor of a new one. */
function useAsked(openId: string | null, open: (id: string, by: 'target') => void, startCreating: () => void): void {
  const target = useUi((ui) => ui.target)
  const isAsked = useUi((ui) => ui.isCreatingSchedule)
  const showUi = useUi((ui) => ui.show)
  useNotedPlace(openId === null ? {} : { scheduleId: openId })
  // A target is followed once, when it is given.
  const follow = useEffectEvent((id: string) => open(id, 'target'))
  useEffect(() => {
    if (target.scheduleId !== undefined) follow(target.scheduleId)
  }, [target])
  const create = useEffectEvent(() => {
    showUi({ isCreatingSchedule: false })
    startCreating()
  })
  useEffect(() => {
    if (isAsked) create()
  }, [isAsked])
}

/** Which schedules are listed, which is active and open, and how keys and clicks move between them. */
export function useSchedulesPage() {
  const target = useUi((ui) => ui.target)
  const { ui } = useOutpost()
  const list = useScheduleList(target.search)
  const acts = useScheduleActs(zoneHere())
  const { activeId, setActiveId, openId, setOpenId, setTemplate, setFocusRequest, ...shown } = useShown()
  const searchBox = useRef<HTMLInputElement>(null)

  function show(change: () => void): void {
    // As it is now: what was saved a moment ago may be left.
    const { leaveGuard } = ui.getState()
    if (leaveGuard === null || leaveGuard(change)) change()
  }
  function open(id: string | null, by: 'keyboard' | 'pointer' | 'target' = 'pointer'): void {
    const change = () => {
      setTemplate(null)
      setOpenId(id)
      if (id === null) focusList()
      else setActiveId(id)
      if (by === 'keyboard') setFocusRequest((count) => count + 1)
    }
    if (id !== null && id === openId) change()
    else show(change)
  }
  /** An empty editor, or one with the days and times that were drawn. */
  function startCreating(values: Partial<ScheduleValues> = {}): void {
    show(() => {
      setOpenId(null)
      setTemplate({ ...NO_SCHEDULE, timeZone: zoneHere(), ...values })
      setFocusRequest((count) => count + 1)
    })
  }
  useAsked(openId, open, startCreating)
  const page = {
    ...{ ...shown, list, acts, activeId, openId, searchBox, open, startCreating },
    duplicate: (row: ScheduleRow): void => {
      // What was made is shown.
      void acts.duplicate(row).then((id) => {
        if (id !== null) open(id, 'target')
      })
    },
    activate: (id: string | null): void => {
      setActiveId(id)
      // With the panel open the list and the detail move together, unless something there is not saved.
      if (openId !== null && ui.getState().leaveGuard === null && id !== null) setOpenId(id)
    },
    closePanel: () => open(null),
    stepBack: () => (openId === null && shown.template === null ? setActiveId(null) : open(null)),
    /** From the search box into its results: the first one is active, so that Enter opens it. */
    enterGrid: () => {
      focusList()
      const key = new KeyboardEvent('keydown', { key: 'Home', bubbles: true, cancelable: true })
      document.activeElement?.dispatchEvent(key)
    },
  }
  useKeysOfPage(page, list.byId.get(openId ?? activeId ?? ''), acts)
  return page
}

export type SchedulesState = Omit<ReturnType<typeof useSchedulesPage>, 'searchBox'>

/** The page has one grid, or one calendar. */
function focusList(): void {
  document.querySelector<HTMLElement>('[data-grid]')?.focus()
}
