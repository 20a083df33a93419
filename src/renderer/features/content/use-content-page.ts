import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { useKept } from '../../app/kept.ts'
import { useNotedPlace } from '../../app/noted-place.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import type { ContentRow } from './content-row.ts'
import { type ContentList, useContentList } from './use-content-list.ts'

/** What is asked for: an address, a folder, a tag, a deletion. */
export type ContentQuestion =
  | { readonly verb: 'web' }
  | { readonly verb: 'move' | 'tag' | 'untag' | 'delete'; readonly rows: readonly ContentRow[] }

export type ContentLayout = 'list' | 'tiles'

/** Which pieces are shown, which is active and open, and how keys and clicks move between them. */
export function useContentPage(upload: (folder: string) => void) {
  const { t } = useTranslation()
  const target = useUi((ui) => ui.target)
  const leaveGuard = useUi((ui) => ui.leaveGuard)
  const list = useContentList(target.search)
  const [layout, setLayout] = useKept<ContentLayout>('content/layout', 'list')
  const [activeId, setActiveId] = useState<string | null>(null)
  const [openId, setOpenId] = useState<string | null>(null)
  const [focusRequest, setFocusRequest] = useState(0)
  const [question, setQuestion] = useState<ContentQuestion | null>(null)
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
  useNotedPlace(openId === null ? {} : { contentId: openId })
  // A target is followed once, when it is given.
  const follow = useEffectEvent((id: string) => open(id, 'target'))
  useEffect(() => {
    if (target.contentId !== undefined) follow(target.contentId)
  }, [target])

  const meant = meantOf(list, openId ?? activeId)
  const ask = (verb: 'move' | 'tag' | 'delete') => () => {
    const rows = meant()
    if (rows.length > 0) setQuestion({ verb, rows })
  }
  const whyNot = meant().length === 0 ? t('content.noneChosen') : null
  const startUpload = () => upload(list.filter.folder ?? '')
  usePageKeys(
    {
      '/': () => searchBox.current?.select(),
      u: startUpload,
      n: () => setQuestion({ verb: 'web' }),
      m: ask('move'),
      t: ask('tag'),
      Delete: ask('delete'),
      v: () => setLayout(layout === 'list' ? 'tiles' : 'list'),
      r: list.refresh,
    },
    { m: whyNot, t: whyNot, Delete: whyNot },
  )
  return {
    list,
    layout,
    setLayout,
    activeId,
    openId,
    focusRequest,
    searchBox,
    question,
    ask: setQuestion,
    startUpload,
    open,
    activate: (id: string | null): void => {
      setActiveId(id)
      // With the panel open the list and the detail move together, unless something there is not saved.
      if (openId !== null && leaveGuard === null && id !== null) setOpenId(id)
    },
    stepBack: () => {
      if (openId !== null) open(null)
      else if (list.selected.size > 0) list.select(new Set())
      else setActiveId(null)
    },
    enterGrid,
  }
}

export type ContentPageState = Omit<ReturnType<typeof useContentPage>, 'searchBox'>

/** The selected ones, else the one that is open or active; what is being deleted is none. */
function meantOf(list: ContentList, id: string | null): () => readonly ContentRow[] {
  return () => {
    const ids = list.selected.size > 0 ? [...list.selected] : [id ?? '']
    return ids.flatMap((one) => list.byId.get(one) ?? []).filter(({ view }) => !view.isDeleting)
  }
}

/** From the search box into its results: the first one is active, so that Enter opens it. */
function enterGrid(): void {
  focusGrid()
  document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true, cancelable: true }))
}

/** The page has one grid, or the tiles in its place. */
function focusGrid(): void {
  document.querySelector<HTMLElement>('[data-grid]')?.focus()
}
