import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuideEntry } from '../../app/guides/guide-tree.ts'
import { HelpLink } from './HelpLink.tsx'
import styles from './OnThisPage.module.css'
import { useCurrentHeading } from './use-current-heading.ts'

/** With fewer headings the text says itself what is in it. */
const FEWEST = 2

interface OnThisPageProps {
  readonly guide: GuideEntry
  /** The heading that was asked for. */
  readonly anchor: string | null
  readonly onOpen: (topic: string) => void
}

/** The headings of a guide beside its text, with the one that is being read. */
export function OnThisPage({ guide, anchor, onOpen }: OnThisPageProps) {
  const { t } = useTranslation()
  const headings = useMemo(() => guide.headings.filter(({ level }) => level < 4), [guide])
  const current = useCurrentHeading(headings, anchor)
  if (headings.length < FEWEST) return null
  return (
    <nav aria-label={t('help.onThisPage')} className={styles['contents']}>
      <h2>{t('help.onThisPage')}</h2>
      <ul>
        {headings.map(({ id, level, text }) => (
          <li key={id} data-level={level}>
            <HelpLink topic={`${guide.id}#${id}`} isCurrent={id === current} onOpen={onOpen}>
              <bdi lang={guide.language}>{text}</bdi>
            </HelpLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
