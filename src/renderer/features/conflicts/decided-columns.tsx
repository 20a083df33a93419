import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type ConflictRecord, RESOLVED_BY_ITSELF, WHOLE_ENTITY } from '#shared/domain/conflict.ts'

import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { useNow } from '../../app/time.ts'
import type { GridColumn } from '../../components/grid-types.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatExact } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { fieldInWords, type NameOf, valueInWords } from '../../i18n/words.ts'
import styles from './Conflicts.module.css'
import type { Decided } from './use-decided.ts'

/** Names of what values refer to. */
export function useNameOf(): NameOf {
  const { nameOf } = usePlaylistNames()
  return useCallback((_type, id) => nameOf(id), [nameOf])
}

/** The columns of what was decided: what stands, and what was given up for it. */
export function useDecidedColumns(): readonly GridColumn<Decided>[] {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  return useMemo(
    () => [
      { id: 'when', header: t('conflicts.column.when'), track: '128px', cell: ({ record }) => <When at={record.at} /> },
      {
        id: 'what',
        header: t('conflicts.column.what'),
        track: 'minmax(140px, 1fr)',
        cell: ({ entityName }) => <Clipped text={foreignText(entityName)} />,
      },
      {
        id: 'field',
        header: t('conflicts.column.field'),
        track: '112px',
        cell: ({ record }) => fieldOfRecord(t, record),
      },
      {
        id: 'kept',
        header: t('conflicts.column.kept'),
        track: 'minmax(120px, 1fr)',
        cell: ({ record }) => <Clipped text={keptInWords(t, record, nameOf)} />,
      },
      {
        id: 'lost',
        header: t('conflicts.column.lost'),
        track: 'minmax(120px, 1fr)',
        cell: ({ record }) => <Clipped text={lostInWords(t, record, nameOf)} isMuted />,
      },
      {
        id: 'by',
        header: t('conflicts.column.by'),
        track: '150px',
        hideBelow: 860,
        cell: ({ record }) => <Clipped text={deciderInWords(t, record)} isMuted />,
      },
      {
        id: 'note',
        header: t('conflicts.column.note'),
        track: 'minmax(100px, 0.8fr)',
        hideBelow: 1_080,
        cell: ({ record }) => <Clipped text={record.note ?? ''} isMuted />,
      },
    ],
    [t, nameOf],
  )
}

function Clipped({ text, isMuted = false }: { text: string; isMuted?: boolean }) {
  return (
    <span className={isMuted ? styles['muted'] : undefined} title={foreignText(text)}>
      <bdi>{foreignText(text)}</bdi>
    </span>
  )
}

function When({ at }: { at: number }) {
  const now = useNow(60_000)
  return <span className={styles['muted']}>{formatExact(at, now)}</span>
}

export function fieldOfRecord(t: Translate, { field }: ConflictRecord): string {
  return field === WHOLE_ENTITY ? t('conflicts.history.whole') : fieldInWords(t, field)
}

/** Who decided: a person, or the settings; and that it was taken back. */
export function deciderInWords(t: Translate, { resolvedBy, reason }: ConflictRecord): string {
  const by = resolvedBy === RESOLVED_BY_ITSELF ? t('conflicts.history.automatic') : resolvedBy
  return reason === 'undone' ? `${by}, ${t('conflicts.history.undone')}` : by
}

export function keptInWords(t: Translate, record: ConflictRecord, nameOf: NameOf): string {
  const { field, result, winner } = record
  if (field === WHOLE_ENTITY) return t(winner === 'mine' ? 'conflicts.history.deletion' : 'conflicts.history.edits')
  return result === null && record.theirs === null
    ? t('conflicts.history.gone')
    : valueInWords(t, field, result, nameOf)
}

/** The value that is not what stands now; of a merge both that went into it. */
export function lostInWords(t: Translate, { field, mine, theirs, winner }: ConflictRecord, nameOf: NameOf): string {
  if (field === WHOLE_ENTITY) return t(winner === 'mine' ? 'conflicts.history.edits' : 'conflicts.history.deletion')
  const say = (value: unknown) => valueInWords(t, field, value, nameOf)
  if (winner === 'mine') return say(theirs)
  return winner === 'theirs' ? say(mine) : `${say(mine)} · ${say(theirs)}`
}
