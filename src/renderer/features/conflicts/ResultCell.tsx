import { useTranslation } from 'react-i18next'
import type { ConflictField } from '#shared/domain/conflict-desk.ts'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { kindOf } from '../../app/typed-values.ts'
import { Checkbox, SelectField, TextField } from '../../components/Field.tsx'
import { fieldInWords } from '../../i18n/words.ts'
import styles from './Conflicts.module.css'
import { ConflictValue } from './ConflictValue.tsx'
import { type Decision, type DraftChoice, firstTyped } from './use-decision.ts'

interface ResultCellProps {
  readonly row: ConflictField
  /** The name that the radio buttons of one field share. */
  readonly group: string
  readonly decision: Decision
}

/** What the field will be, with the choices that are neither side's: what merges, and a value of one's own. */
export function ResultCell({ row, group, decision }: ResultCellProps) {
  const { t } = useTranslation()
  const { field, merged, standing } = row
  const chosen = decision.draft[field]
  const choose = t('conflicts.field.choose', { field: fieldInWords(t, field) })
  const isTyped = typeof chosen === 'object'
  return (
    <div className={styles['result']}>
      {isTyped ? <OwnValue row={row} typed={chosen.typed} decision={decision} /> : <Shown row={row} chosen={chosen} />}
      <div className={styles['others']}>
        {merged === null ? null : (
          <label className={styles['option']}>
            <input
              type="radio"
              name={group}
              aria-label={`${choose}: ${t('conflicts.field.useMerged')}`}
              checked={chosen === 'merged' || (chosen === undefined && standing === 'merged')}
              onChange={() => decision.choose(field, 'merged')}
            />
            {t('conflicts.field.useMerged')}
          </label>
        )}
        <label className={styles['option']}>
          <input
            type="radio"
            name={group}
            aria-label={`${choose}: ${t('conflicts.field.useOther')}`}
            checked={isTyped}
            onChange={() => decision.choose(field, { typed: firstTyped(row) })}
          />
          {t('conflicts.field.useOther')}
        </label>
      </div>
    </div>
  )
}

function Shown({ row, chosen }: { row: ConflictField; chosen: Exclude<DraftChoice, object> | undefined }) {
  const { t } = useTranslation()
  const { field, mine, theirs, merged, standing } = row
  if (chosen === undefined && standing === 'clash') {
    return <span className={styles['open']}>{t('conflicts.field.open')}</span>
  }
  const value = chosen === 'mine' ? mine : chosen === 'theirs' ? theirs : merged?.value
  const isMerged = chosen === 'merged' || chosen === undefined
  const parts = isMerged ? (merged?.parts.length ?? 0) : 0
  return (
    <div>
      <strong className={styles['chosen']}>
        <ConflictValue field={field} value={value} />
      </strong>
      {parts === 0 ? null : <p className={styles['muted']}>{t('conflicts.field.parts', { count: parts })}</p>}
    </div>
  )
}

/** A value of one's own, typed as its kind asks. */
function OwnValue({ row, typed, decision }: { row: ConflictField; typed: string; decision: Decision }) {
  const { t } = useTranslation()
  const { options } = usePlaylistNames()
  const { field, mine } = row
  const kind = kindOf(field, mine)
  const label = t('conflicts.field.otherLabel', { field: fieldInWords(t, field) })
  const problem = decision.problems[field]
  const error = problem === undefined ? undefined : t(`pending.edit.${problem}`)
  const set = (value: string) => decision.choose(field, { typed: value })
  if (kind === 'flag') {
    return <Checkbox label={label} checked={typed === 'true'} onChange={(event) => set(String(event.target.checked))} />
  }
  if (kind === 'playlist') {
    const isKnown = typed === '' || options.some(({ value }) => value === typed)
    const unknown = isKnown ? [] : [{ value: typed, label: typed }]
    return (
      <SelectField
        label={label}
        value={typed}
        onChange={(event) => set(event.target.value)}
        options={[{ value: '', label: t('devices.detail.noPlaylist') }, ...unknown, ...options]}
      />
    )
  }
  const help = kind === 'list' || kind === 'json' ? t(`conflicts.field.${kind}`) : undefined
  return (
    <TextField
      label={label}
      help={help}
      error={error}
      autoFocus
      autoComplete="off"
      value={typed}
      onChange={(event) => set(event.target.value)}
    />
  )
}
