import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import type { Block, GuideEntry } from '../../app/guides/guide-tree.ts'
import { useGuideContents } from '../../app/guides/use-guide-contents.ts'
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

/** One guide as it is read: its title, what it answers, its text, and the guides before and after it. */
export function GuideView({ guide, anchor, blocks, words, onOpen }: GuideViewProps) {
  const { t, i18n } = useTranslation()
  const go = useUi((state) => state.go)
  const { page, language } = guide
  const note = language !== i18n.language ? 'inEnglish' : guide.isOlder ? 'isOlder' : null
  return (
    <div className={styles['sheet']}>
      <OnThisPage guide={guide} anchor={anchor} onOpen={onOpen} />
      <article aria-label={guide.title} className={styles['topic']}>
        {note === null ? null : (
          <Notice tone="neutral" isInset>
            {t(`help.${note}`)}
          </Notice>
        )}
        <div lang={language} dir={i18n.dir(language)} className={styles['guide']}>
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
  const { before, after } = neighboursOf(guide, useGuideContents())
  return (
    <nav aria-label={t('help.otherGuides')} className={styles['neighbours']}>
      {before === null ? (
        <span />
      ) : (
        <HelpLink topic={before.id} onOpen={onOpen}>
          <span>{t('help.before')}</span>
          <bdi lang={before.language}>{before.title}</bdi>
        </HelpLink>
      )}
      {after === null ? null : (
        <HelpLink topic={after.id} onOpen={onOpen}>
          <span>{t('help.after')}</span>
          <bdi lang={after.language}>{after.title}</bdi>
        </HelpLink>
      )}
    </nav>
  )
}
