import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import type { Block, GuideEntry } from '../../app/guides/guide-tree.ts'
import { Button } from '../../components/Button.tsx'
import { Highlighted } from '../../components/Highlighted.tsx'
import { Notice } from '../../components/Notice.tsx'
import { Blocks } from './GuideBlocks.tsx'
import { HelpLink } from './HelpLink.tsx'
import styles from './HelpPage.module.css'
import { neighboursOf } from './help-places.ts'
import { OnThisPage } from './OnThisPage.tsx'

interface GuideViewProps {
  readonly guide: GuideEntry
  /** The heading that was asked for. */
  readonly anchor: string | null
  readonly blocks: readonly Block[]
  /** What is searched for. */
  readonly words: readonly string[]
  readonly onOpen: (topic: string) => void
}

/** The guides are written in English, whatever the console speaks. */
const IN_ENGLISH = { lang: 'en', dir: 'ltr' } as const

/** One guide as it is read: its title, what it answers, its text, and the guides before and after it. */
export function GuideView({ guide, anchor, blocks, words, onOpen }: GuideViewProps) {
  const { t, i18n } = useTranslation()
  const go = useUi((state) => state.go)
  const { page } = guide
  return (
    <div className={styles['sheet']}>
      <OnThisPage guide={guide} anchor={anchor} onOpen={onOpen} />
      <article aria-label={guide.title} className={styles['topic']}>
        {i18n.language === IN_ENGLISH.lang ? null : (
          <Notice tone="neutral" isInset>
            {t('help.inEnglish')}
          </Notice>
        )}
        <div {...IN_ENGLISH} className={styles['guide']}>
          <h2 className={styles['title']}>
            <Highlighted text={guide.title} words={words} />
          </h2>
          <p className={styles['summary']}>
            <Highlighted text={guide.summary} words={words} />
          </p>
          <Blocks blocks={blocks} words={words} onOpen={onOpen} />
        </div>
        {page === null ? null : (
          <p className={styles['act']}>
            <Button onClick={() => go(page)}>{t('keys.go', { page: t(`nav.${page}`) })}</Button>
          </p>
        )}
        <Neighbours guide={guide} onOpen={onOpen} />
      </article>
    </div>
  )
}

function Neighbours({ guide, onOpen }: Pick<GuideViewProps, 'guide' | 'onOpen'>) {
  const { t } = useTranslation()
  const { before, after } = neighboursOf(guide)
  return (
    <nav aria-label={t('help.otherGuides')} className={styles['neighbours']}>
      {before === null ? (
        <span />
      ) : (
        <HelpLink topic={before.id} onOpen={onOpen}>
          <span>{t('help.before')}</span>
          <bdi lang="en">{before.title}</bdi>
        </HelpLink>
      )}
      {after === null ? null : (
        <HelpLink topic={after.id} onOpen={onOpen}>
          <span>{t('help.after')}</span>
          <bdi lang="en">{after.title}</bdi>
        </HelpLink>
      )}
    </nav>
  )
}
