import { type RefObject, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '#shared/domain/window-route.ts'
import { Button } from '../../components/Button.tsx'
import { searchWords } from '../../components/highlight.ts'
import { Placeholder } from '../../components/Placeholder.tsx'
import { FoundList } from './FoundList.tsx'
import { findHelp } from './find-help.ts'
import { GuideView } from './GuideView.tsx'
import styles from './HelpPage.module.css'
import { HelpWaiting } from './HelpWaiting.tsx'
import type { HelpPlace } from './help-places.ts'
import { TopicView } from './TopicView.tsx'
import { useArrival } from './use-arrival.ts'
import { useGuides } from './use-guides.ts'

interface HelpTextProps {
  /** What scrolls. */
  readonly scroll: RefObject<HTMLElement | null>
  readonly place: HelpPlace
  /** Another one each time that a place is asked for. */
  readonly target: Target
  readonly query: string
  /** What is marked in the text. */
  readonly marks: readonly string[]
  readonly onOpen: (topic: string) => void
  readonly onShowAll: () => void
  readonly onSearchAgain: () => void
}

/** One guide or topic; while something is searched for, the places where it stands. */
export function HelpText({ scroll, place, target, query, marks, onOpen, onShowAll, onSearchAgain }: HelpTextProps) {
  const { t } = useTranslation()
  const guides = useGuides()
  const found = useMemo(() => findHelp(t, guides?.sections ?? [], query), [t, guides, query])
  const isSearching = query.trim() !== ''
  useArrival(scroll, place, target, { isSearching, isRead: guides !== null })
  if (guides === null) return <HelpWaiting />
  if (isSearching && found.length === 0) {
    return (
      <Placeholder
        title={t('help.nothing', { query: query.trim() })}
        action={<Button onClick={onShowAll}>{t('help.showAll')}</Button>}
      />
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section ref={scroll} aria-label={t('help.text')} tabIndex={0} className={styles['scroll']}>
      {isSearching ? (
        <FoundList found={found} words={searchWords(query)} onOpen={onOpen} onLeave={onSearchAgain} />
      ) : place.guide !== null ? (
        <GuideView
          key={place.guide.id}
          {...guides.read(place.guide)}
          anchor={place.anchor}
          words={marks}
          onOpen={onOpen}
        />
      ) : (
        <TopicView topic={place.topic ?? 'keys'} words={marks} />
      )}
    </section>
  )
}
