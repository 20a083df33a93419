import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Highlighted } from '../../components/Highlighted.tsx'
import { formatNumber } from '../../i18n/format.ts'
import styles from './FoundList.module.css'
import type { Found } from './find-help.ts'
import { HelpLink } from './HelpLink.tsx'

interface FoundListProps {
  readonly found: readonly Found[]
  readonly words: readonly string[]
  readonly onOpen: (topic: string) => void
  /** Back to what is searched for. */
  readonly onLeave: () => void
}

/** The places where something stands, the best first, each with where it is and what stands around it. */
export function FoundList({ found, words, onOpen, onLeave }: FoundListProps) {
  const { t } = useTranslation()
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-found]')]
    const at = links.indexOf(document.activeElement as HTMLElement)
    if (event.key === 'ArrowDown' || event.key === 'j') links[at + 1]?.focus()
    else if (event.key === 'Escape' || at <= 0) {
      if (!['ArrowUp', 'k', 'Escape'].includes(event.key)) return
      onLeave()
    } else if (event.key === 'ArrowUp' || event.key === 'k') links[at - 1]?.focus()
    else return
    event.preventDefault()
  }
  return (
    <article aria-label={t('help.foundList')} className={styles['found']} onKeyDown={onKeyDown}>
      <p role="status" className={styles['count']}>
        {t('help.found', { count: found.length, n: formatNumber(found.length) })}
      </p>
      <ol>
        {found.map(({ key, topic, path, title, excerpt }) => (
          <li key={key}>
            <HelpLink topic={topic} isFound className={styles['link']} onOpen={onOpen}>
              <span className={styles['path']}>
                {path.map((name) => (
                  <span key={name}>{name} › </span>
                ))}
              </span>
              <span className={styles['title']}>
                <Highlighted text={title} words={words} />
              </span>
            </HelpLink>
            {excerpt === '' ? null : (
              <p className={styles['excerpt']}>
                <Highlighted text={excerpt} words={words} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </article>
  )
}
