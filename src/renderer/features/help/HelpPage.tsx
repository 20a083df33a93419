import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { useGuideContents } from '../../app/guides/use-guide-contents.ts'
import { useNotedPlace } from '../../app/noted-place.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { Button } from '../../components/Button.tsx'
import { searchWords } from '../../components/highlight.ts'
import { PageFrame } from '../../components/PageFrame.tsx'
import { PageSearch } from '../../components/PageSearch.tsx'
import { HelpNav } from './HelpNav.tsx'
import styles from './HelpPage.module.css'
import { HelpWaiting } from './HelpWaiting.tsx'
import { neighboursOf, placeOf } from './help-places.ts'

/** What stands in the guides is read with this part, and not before somebody opens the help. */
const HelpText = deferred(async (fetchAnew) => (await fetchAnew(() => import('./HelpText.tsx'))).HelpText, {
  waiting: HelpWaiting,
})

/** What was searched for when a place was opened: it is marked there until another is opened. */
interface Marks {
  readonly name: string
  readonly words: readonly string[]
}

const NOTHING: readonly string[] = []

/** Guides, keys, symbols and what this program is: all of it on this PC, so that it can be read offline. */
export function HelpPage() {
  const { t } = useTranslation()
  const target = useUi((state) => state.target)
  const go = useUi((state) => state.go)
  const [query, setQuery] = useState(target.search ?? '')
  const [marks, setMarks] = useState<Marks | null>(null)
  const box = useRef<HTMLInputElement>(null)
  const text = useRef<HTMLElement>(null)
  const contents = useGuideContents()
  const place = placeOf(target.topic, contents)
  // A link to a place is followed when it is given, also one to where we are.
  const [followed, setFollowed] = useState(target)
  if (followed !== target) {
    setFollowed(target)
    setQuery(target.search ?? '')
  }
  const isSearching = query.trim() !== ''
  useNotedPlace(isSearching ? { topic: place.name, search: query } : { topic: place.name })

  const open = (topic: string) => {
    setMarks(isSearching ? { name: placeOf(topic, contents).name, words: searchWords(query) } : null)
    go('help', { topic })
  }
  const focusSearch = () => {
    box.current?.focus()
    box.current?.select()
  }
  const neighbours = place.guide === null || isSearching ? null : neighboursOf(place.guide, contents)
  const openNeighbour = (id: string | undefined) => {
    if (id !== undefined) open(id)
  }
  usePageKeys({
    '/': focusSearch,
    '[': () => openNeighbour(neighbours?.before?.id),
    ']': () => openNeighbour(neighbours?.after?.id),
    'Ctrl+p': () => window.print(),
  })
  return (
    <PageFrame
      title={t('help.title')}
      tools={
        <PageSearch
          ref={box}
          label={t('help.search')}
          placeholder={t('help.searchHint')}
          query={query}
          onSearch={setQuery}
          onLeave={() => (text.current?.querySelector<HTMLElement>('[data-found]') ?? text.current)?.focus()}
        />
      }
      actions={isSearching ? null : <Button onClick={() => window.print()}>{t('help.print')}</Button>}
    >
      <div className={styles['columns']}>
        <HelpNav current={isSearching ? null : place} onChoose={open} />
        <HelpText
          scroll={text}
          place={place}
          target={target}
          query={query}
          marks={marks?.name === place.name ? marks.words : NOTHING}
          onOpen={open}
          onShowAll={() => {
            setQuery('')
            focusSearch()
          }}
          onSearchAgain={focusSearch}
        />
      </div>
    </PageFrame>
  )
}
