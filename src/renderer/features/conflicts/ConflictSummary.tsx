import { useTranslation } from 'react-i18next'
import type { ConflictGroup, ConflictOutline } from '#shared/domain/conflict-outline.ts'
import { useUi } from '../../app/context.tsx'
import { useConflictOutline } from '../../app/hooks/conflicts.ts'
import { KeyGroups } from '../../app/keys/KeyGroups.tsx'
import { KEY_GROUPS } from '../../app/keys/keys.ts'
import { moveBetweenButtons } from '../../app/keys/move-between-buttons.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatAge, formatNumber } from '../../i18n/format.ts'
import styles from './ConflictSummary.module.css'
import { groupInWords } from './group-words.ts'
import type { ConflictsPageState } from './use-conflicts-page.ts'

/** What the desk is looked over by: each is one press away from deciding a group of it together. */
const LOOKED_OVER = ['cause', 'person', 'field'] as const
type LookedOver = (typeof LOOKED_OVER)[number]

/** Groups of one kind that are listed before the rest is counted. */
const MAX_LISTED = 6
/** A sum is looked at, not worked with: while thousands are decided it must not be counted for each burst of them. */
const BEHIND_MS = 500
const KEYS = KEY_GROUPS.filter(({ title }) => title === 'conflict')

/** Beside the list while none is open: what waits in all, by what it has in common, and which keys decide it. */
export function ConflictSummary({ page }: { page: ConflictsPageState }) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label={t('conflicts.summary.label')} tabIndex={0} className={styles['summary']}>
      <Oldest text={page.text} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys only move between the buttons inside. */}
      <div className={styles['columns']} onKeyDown={moveBetweenButtons}>
        {LOOKED_OVER.map((by) => (
          <Groups key={by} by={by} page={page} />
        ))}
      </div>
      <div className={styles['keys']}>
        <KeyGroups groups={KEYS} />
      </div>
    </section>
  )
}

/** How many there are, how old the oldest is, and it to begin with. */
function Oldest({ text }: { text: string }) {
  const { t } = useTranslation()
  const now = useNow()
  const go = useUi((state) => state.go)
  // They come in the order they were made.
  const { value } = useConflictOutline({ by: 'none', text, open: [{ id: '', limit: 1 }], key: null }, BEHIND_MS)
  const oldest = value?.groups[0]?.rows[0]
  if (value === null || oldest === undefined) return <div className={styles['head']} />
  const { matching: count } = value
  return (
    <div className={styles['head']}>
      <h2>
        {t(text.trim() === '' ? 'conflicts.summary.waiting' : 'conflicts.summary.found', {
          count,
          n: formatNumber(count),
        })}
      </h2>
      <p className={styles['muted']}>
        {t('conflicts.summary.oldest', { count, age: formatAge(t, now - oldest.createdAt) })}
      </p>
      <Button tone="primary" onClick={() => go('conflicts', { operationKey: oldest.key })}>
        {t('conflicts.summary.start', { count })}
      </Button>
    </div>
  )
}

/** The largest groups of one kind. Each leads to the list, grouped so, with its conflicts open. */
function Groups({ by, page }: { by: LookedOver; page: ConflictsPageState }) {
  const { t } = useTranslation()
  const { value } = useConflictOutline({ by, text: page.text, open: [], key: null }, BEHIND_MS)
  const title = t(`conflicts.group.by.${by}`)
  const show = (id: string): void => {
    page.group(by)
    page.setCollapsed(id, false)
  }
  return (
    <section aria-label={title}>
      <h3 className={styles['title']}>{title}</h3>
      <ul>
        {value?.groups.slice(0, MAX_LISTED).map((group) => (
          <li key={group.id}>
            <GroupLine group={group} name={foreignText(groupInWords(t, group, by))} onShow={() => show(group.id)} />
          </li>
        ))}
      </ul>
      {value === null ? null : <Rest value={value} />}
    </section>
  )
}

function GroupLine({ group, name, onShow }: { group: ConflictGroup; name: string; onShow: () => void }) {
  return (
    <button type="button" className={styles['line']} onClick={onShow}>
      <span className={styles['name']} title={name}>
        <bdi>{name}</bdi>
      </span>{' '}
      <span className={styles['count']}>{formatNumber(group.count)}</span>
    </button>
  )
}

function Rest({ value: { groupCount } }: { value: ConflictOutline }) {
  const { t } = useTranslation()
  const count = groupCount - MAX_LISTED
  return count <= 0 ? null : (
    <p className={styles['muted']}>{t('conflicts.summary.more', { count, n: formatNumber(count) })}</p>
  )
}
