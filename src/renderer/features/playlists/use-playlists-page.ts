import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { usePlaylistUses } from '../../app/hooks/playlists.ts'
import { useEntities } from '../../app/hooks/replica.ts'
import { useKept, useKeptPlace } from '../../app/kept.ts'
import { useNotedPlace } from '../../app/noted-place.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { useStableOrder } from '../../app/stable-order.ts'
import { type PlaylistRow, type PlaylistSort, playlistRowOf, playlistsShown } from './playlist-row.ts'

const BY_NAME: PlaylistSort = { columnId: 'name', isDescending: false }

/** The playlists of the site as the page lists them. */
function usePlaylistList(target: string | undefined) {
  const { rows, cache } = useEntities('playlist')
  const usesOf = usePlaylistUses()
  const [search, setSearch] = useKept('playlists/search', '')
  const [followed, setFollowed] = useState<string>()
  if (target !== followed) {
    setFollowed(target)
    if (target !== undefined) setSearch(target)
  }
  const [sort, setSort] = useKept<PlaylistSort>('playlists/sort', BY_NAME)
  const [isHeld, setHeld] = useState(false)
  const byId = useMemo(() => new Map(rows.map((view) => [view.id, playlistRowOf(view)])), [rows])
  const fresh = useMemo(
    () => playlistsShown([...byId.values()], search, sort, (id) => usesOf(id).devices).map(({ id }) => id),
    [byId, search, sort, usesOf],
  )
  const query = `${search}/${sort.columnId}/${sort.isDescending}`
  const stable = useStableOrder(fresh, isHeld, query, (id) => byId.has(id))
  const scrollPlace = useKeptPlace('playlists', query)
  return { ...stable, byId, total: rows.length, cache, usesOf, search, setSearch, sort, setSort, setHeld, scrollPlace }
}

/** What of the page is asked for: a new playlist, a choice of devices, a deletion. */
export interface PlaylistQuestion {
  readonly verb: 'assign' | 'delete'
  readonly row: PlaylistRow
}

/**
 * Which playlists are listed, which is active and open, and how keys and clicks move between them.
 * @param copy answers the id of the copy; null: there is none.
 */
export function usePlaylistsPage(copy: (row: PlaylistRow) => Promise<string | null>) {
  const { t } = useTranslation()
  const target = useUi((ui) => ui.target)
  const leaveGuard = useUi((ui) => ui.leaveGuard)
  const isCreating = useUi((ui) => ui.isCreatingPlaylist)
  const showUi = useUi((ui) => ui.show)
  const list = usePlaylistList(target.search)
  const [activeId, setActiveId] = useState<string | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const [focusRequest, setFocusRequest] = useState(0)
  const [question, setQuestion] = useState<PlaylistQuestion | null>(null)
  const searchBox = useRef<HTMLInputElement>(null)

  function open(id: string | null, by: 'keyboard' | 'pointer' | 'target' = 'pointer'): void {
    const show = () => {
      setOpenId(id)
      if (id === null) focusGrid()
      else setActiveId(id)
      if (by === 'keyboard') setFocusRequest((count) => count + 1)
    }
    if (id === openId || leaveGuard === null || leaveGuard(show)) show()
  }
  useNotedPlace(openId === null ? {} : { playlistId: openId })
  // A target is followed once, when it is given.
  const follow = useEffectEvent((id: string) => open(id, 'target'))
  useEffect(() => {
    if (target.playlistId !== undefined) follow(target.playlistId)
  }, [target])

  const chosen = list.byId.get(openId ?? activeId ?? '')
  const withChosen = (act: (row: PlaylistRow) => void) => () => {
    if (chosen !== undefined && !chosen.view.isDeleting) act(chosen)
  }
  // What was made is shown.
  const duplicate = (row: PlaylistRow): void => {
    void copy(row).then((id) => {
      if (id !== null) open(id, 'target')
    })
  }
  const startCreating = () => showUi({ isCreatingPlaylist: true })
  const whyNot = chosen === undefined ? t('playlists.noneChosen') : null
  usePageKeys(
    {
      '/': () => searchBox.current?.select(),
      n: startCreating,
      d: withChosen(duplicate),
      a: withChosen((row) => setQuestion({ verb: 'assign', row })),
      r: list.refresh,
    },
    { d: whyNot, a: whyNot },
  )
  return {
    list,
    activeId,
    openId,
    focusRequest,
    searchBox,
    question,
    ask: setQuestion,
    duplicate,
    isCreating,
    startCreating,
    endCreating: () => showUi({ isCreatingPlaylist: false }),
    open,
    activate: (id: string | null): void => {
      setActiveId(id)
      // With the panel open the list and the detail move together, unless something there is not saved.
      if (openId !== null && leaveGuard === null && id !== null) setOpenId(id)
    },
    stepBack: () => (openId === null ? setActiveId(null) : open(null)),
    /** From the search box into its results: the first one is active, so that Enter opens it. */
    enterGrid: () => {
      focusGrid()
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Home', bubbles: true, cancelable: true }),
      )
    },
  }
}

export type PlaylistsState = Omit<ReturnType<typeof usePlaylistsPage>, 'searchBox'>

/** The page has one grid. */
function focusGrid(): void {
  document.querySelector<HTMLElement>('[data-grid]')?.focus()
}
