import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { GUIDE_GROUPS } from '../../app/guides/guide-tree.ts'
import { useGuideContents } from '../../app/guides/use-guide-contents.ts'
import { HelpLink } from './HelpLink.tsx'
import styles from './HelpPage.module.css'
import { type HelpPlace, OTHER_TOPICS } from './help-places.ts'

interface HelpNavProps {
  /** Null: several are shown. */
  readonly current: HelpPlace | null
  readonly onChoose: (topic: string) => void
}

/** What there is to read. */
export function HelpNav({ current, onChoose }: HelpNavProps) {
  const { t } = useTranslation()
  const { guides: all } = useGuideContents()
  const link = (topic: string, text: ReactNode) => {
    const isCurrent = current !== null && topic === (current.guide?.id ?? current.topic)
    return (
      <li key={topic}>
        <HelpLink topic={topic} isCurrent={isCurrent} onOpen={onChoose}>
          {text}
        </HelpLink>
      </li>
    )
  }
  const groups = GUIDE_GROUPS.map((group) => ({
    group,
    guides: all.filter((guide) => guide.group === group),
  })).filter(({ guides }) => guides.length > 0)
  return (
    <nav aria-label={t('help.topics')} className={styles['nav']}>
      {groups.map(({ group, guides }) => (
        <section key={group} aria-label={t(`help.group.${group}`)}>
          <h2>{t(`help.group.${group}`)}</h2>
          <ul>{guides.map(({ id, title, language }) => link(id, <bdi lang={language}>{title}</bdi>))}</ul>
        </section>
      ))}
      <section aria-label={t('help.more')}>
        <h2>{t('help.more')}</h2>
        <ul>{OTHER_TOPICS.map((topic) => link(topic, t(`help.topic.${topic}`)))}</ul>
      </section>
    </nav>
  )
}
