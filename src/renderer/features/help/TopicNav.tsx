import { useTranslation } from 'react-i18next'
import { GUIDE_IDS, type Guides } from './guides/guide.ts'
import styles from './HelpPage.module.css'
import { OTHER_TOPICS, type Topic } from './topics.ts'

interface TopicNavProps {
  readonly guides: Guides
  /** Null: several are shown. */
  readonly current: Topic | null
  readonly onChoose: (topic: Topic) => void
}

/** What there is to read. */
export function TopicNav({ guides, current, onChoose }: TopicNavProps) {
  const { t } = useTranslation()
  const link = (topic: Topic, text: string) => (
    <li key={topic}>
      <a
        href={`#/help?topic=${topic}`}
        aria-current={topic === current ? 'true' : undefined}
        onClick={(event) => {
          event.preventDefault()
          onChoose(topic)
        }}
      >
        {text}
      </a>
    </li>
  )
  return (
    <nav aria-label={t('help.topics')} className={styles['nav']}>
      <h2>{t('help.guides')}</h2>
      <ul>{GUIDE_IDS.map((topic) => link(topic, guides[topic].title))}</ul>
      <h2>{t('help.more')}</h2>
      <ul>{OTHER_TOPICS.map((topic) => link(topic, t(`help.topic.${topic}`)))}</ul>
    </nav>
  )
}
