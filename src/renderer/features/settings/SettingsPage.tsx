import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp, useUi } from '../../app/context.tsx'
import { useNotedPlace } from '../../app/noted-place.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { Button } from '../../components/Button.tsx'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { SectionList } from './SectionList.tsx'
import styles from './SettingsPage.module.css'
import { SettingsTools } from './SettingsTools.tsx'
import { GROUPS, SECTIONS } from './setting-groups.ts'
import type { SectionShown } from './setting-search.ts'
import { useFoundSettings } from './use-found-settings.ts'

export function SettingsPage() {
  const { t } = useTranslation()
  const settings = useApp((state) => state.settings)
  const target = useUi((state) => state.target)
  const [query, setQuery] = useState('')
  const [isChangedOnly, setChangedOnly] = useState(false)
  const [current, setCurrent] = useState<string>(sectionOf(target.topic) ?? 'connection')
  const box = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const { sections, count, isNarrowed } = useFoundSettings(settings, query, isChangedOnly)
  usePageKeys({
    '/': () => {
      box.current?.focus()
      box.current?.select()
    },
  })
  useNotedPlace({ topic: target.topic })

  const show = (topic: string) => {
    setCurrent(topic)
    scrollTo(topic)
  }
  // A link to a section is followed when it is given.
  const [followed, setFollowed] = useState(target)
  if (followed !== target) {
    setFollowed(target)
    setQuery('')
    setChangedOnly(false)
    setCurrent(sectionOf(target.topic) ?? current)
  }
  const isKnown = settings !== null
  useEffect(() => {
    if (target.topic !== undefined && isKnown) scrollTo(target.topic)
  }, [target, isKnown])

  if (settings === null) {
    return (
      <PageFrame title={t('settings.title')}>
        <RowSkeleton label={t('settings.loading')} />
      </PageFrame>
    )
  }
  const showAll = () => {
    setQuery('')
    setChangedOnly(false)
    box.current?.focus()
  }
  return (
    <PageFrame
      title={t('settings.title')}
      tools={
        <SettingsTools
          box={box}
          query={query}
          onSearch={setQuery}
          onLeave={() => firstControl(list.current)?.focus()}
          isChangedOnly={isChangedOnly}
          onChangedOnly={setChangedOnly}
          found={isNarrowed ? count : null}
        />
      }
    >
      {sections.length === 0 ? (
        <Placeholder
          title={query === '' ? t('settings.nothingChanged') : t('settings.nothingFound', { query })}
          text={t('settings.nothingFoundHelp')}
          action={<Button onClick={showAll}>{t('settings.showAll')}</Button>}
        />
      ) : (
        <div className={styles['columns']}>
          <SectionNav sections={sections} current={current} onJump={show} />
          <SectionList ref={list} sections={sections} settings={settings} query={query} isNarrowed={isNarrowed} />
        </div>
      )}
    </PageFrame>
  )
}

interface SectionNavProps {
  readonly sections: readonly SectionShown[]
  readonly current: string
  readonly onJump: (section: string) => void
}

function SectionNav({ sections, current, onJump }: SectionNavProps) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('settings.section.nav')} className={styles['nav']}>
      {sections.map(({ section }) => (
        <a
          key={section}
          href={`#section-${section}`}
          aria-current={section === current ? 'true' : undefined}
          onClick={(event) => {
            event.preventDefault()
            onJump(section)
          }}
        >
          {t(`settings.section.${section}`)}
        </a>
      ))}
    </nav>
  )
}

/** To a section, or to a single setting, whose control takes the focus. */
function scrollTo(topic: string): void {
  const row = document.querySelector<HTMLElement>(`[data-setting="${topic}"]`)
  if (row === null) document.getElementById(`section-${topic}`)?.scrollIntoView({ block: 'start' })
  else {
    row.scrollIntoView({ block: 'center' })
    firstControl(row)?.focus({ preventScroll: true })
  }
}

/** The section of a topic, which may be a setting in it. */
function sectionOf(topic: string | undefined): string | undefined {
  const section = SECTIONS.find((one) => GROUPS[one]?.some(({ name }) => name === topic) === true)
  return section ?? topic
}

function firstControl(list: HTMLElement | null): HTMLElement | null {
  return list?.querySelector<HTMLElement>('input, select, button, a[href]') ?? null
}
