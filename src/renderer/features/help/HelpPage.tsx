import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import { useNotedPlace } from '../../app/noted-place.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { Button } from '../../components/Button.tsx'
import { searchWords } from '../../components/highlight.ts'
import { PageFrame } from '../../components/PageFrame.tsx'
import { PageSearch } from '../../components/PageSearch.tsx'
import { Placeholder } from '../../components/Placeholder.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { guidesOf } from './guides/guides.ts'
import styles from './HelpPage.module.css'
import { TopicNav } from './TopicNav.tsx'
import { TopicView } from './TopicView.tsx'
import { findHelp, type Topic, topicOf, wholeTopic } from './topics.ts'

/** Guides, keys, symbols and what this program is: all of it on this PC, so that it can be read offline. */
export function HelpPage() {
  const { t, i18n } = useTranslation()
  const target = useUi((state) => state.target)
  const guides = guidesOf(i18n.language)
  const [query, setQuery] = useState('')
  const [topic, setTopic] = useState<Topic>(() => topicOf(target.topic))
  const box = useRef<HTMLInputElement>(null)
  const text = useRef<HTMLDivElement>(null)
  const isSearching = query.trim() !== ''
  const shown = useMemo(
    () => (isSearching ? findHelp(t, guides, query) : [wholeTopic(guides, topic)]),
    [t, guides, query, topic, isSearching],
  )
  // A link to a topic is followed when it is given.
  const [followed, setFollowed] = useState(target)
  if (followed !== target) {
    setFollowed(target)
    setQuery('')
    setTopic(topicOf(target.topic))
  }
  useNotedPlace({ topic })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is read from its beginning.
  useEffect(() => {
    if (text.current !== null) text.current.scrollTop = 0
  }, [topic, query])
  const focusSearch = () => {
    box.current?.focus()
    box.current?.select()
  }
  usePageKeys({ '/': focusSearch })

  const showAll = () => {
    setQuery('')
    focusSearch()
  }
  const choose = (next: Topic) => {
    setQuery('')
    setTopic(next)
  }
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
          onLeave={() => text.current?.focus()}
          found={isSearching ? t('help.found', { count: shown.length, n: formatNumber(shown.length) }) : ''}
        />
      }
    >
      <div className={styles['columns']}>
        <TopicNav guides={guides} current={isSearching ? null : topic} onChoose={choose} />
        {shown.length === 0 ? (
          <Placeholder
            title={t('help.nothing', { query })}
            action={<Button onClick={showAll}>{t('help.showAll')}</Button>}
          />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
          <section ref={text} aria-label={t('help.text')} tabIndex={0} className={styles['scroll']}>
            {shown.map((one) => (
              <TopicView key={one.topic} shown={one} words={searchWords(query)} />
            ))}
          </section>
        )}
      </div>
    </PageFrame>
  )
}
