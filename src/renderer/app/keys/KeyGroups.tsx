import { useTranslation } from 'react-i18next'
import { Highlighted } from '../../components/Highlighted.tsx'
import styles from './KeyGroups.module.css'
import { type KeyGroup, keyInWords } from './keys.ts'

interface KeyGroupsProps {
  readonly groups: readonly KeyGroup[]
  /** What is searched for. */
  readonly words?: readonly string[]
}

const NOTHING: readonly string[] = []

/** Keys and what they do, group by group. */
export function KeyGroups({ groups, words = NOTHING }: KeyGroupsProps) {
  const { t } = useTranslation()
  return groups.map((group) => (
    <section key={group.title} aria-label={t(`keys.${group.title}`)}>
      <h3 className={styles['title']}>{t(`keys.${group.title}`)}</h3>
      <dl className={styles['keys']}>
        {group.lines.map((line) => (
          <div key={line.keys} className={styles['line']}>
            <dt>
              <kbd className={styles['kbd']}>{line.keys}</kbd>
            </dt>
            <dd>
              <Highlighted text={keyInWords(t, line)} words={words} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ))
}
