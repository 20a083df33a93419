import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictField, ConflictView } from '#shared/domain/conflict-desk.ts'
import { fieldGroupOf } from '#shared/domain/field-groups.ts'
import { inSentence } from '../../i18n/foreign-text.ts'
import { namedValue } from '../../i18n/format-lists.ts'
import { fieldInWords } from '../../i18n/words.ts'
import { MadeBy, Theirs } from './Authors.tsx'
import { ConflictValue } from './ConflictValue.tsx'
import styles from './FieldTable.module.css'
import { ResultCell } from './ResultCell.tsx'
import { type Decision, isContested } from './use-decision.ts'

interface FieldTableProps {
  readonly conflict: ConflictView
  readonly decision: Decision
}

/** One row for each field that either side changed: base, mine, theirs, and what it will be. */
export function FieldTable({ conflict, decision }: FieldTableProps) {
  const { t } = useTranslation()
  const { fields, entityName, kind, isDeleted } = conflict
  const hasChoices = kind === 'update' && !isDeleted
  return (
    <table className={styles['fields']} aria-label={t('conflicts.detail.table', { name: inSentence(entityName) })}>
      <thead>
        <tr>
          <th scope="col">{t('conflicts.field.field')}</th>
          {kind === 'delete' ? null : <th scope="col">{t('conflicts.field.base')}</th>}
          {kind === 'delete' ? null : (
            <th scope="col">
              {t('conflicts.field.mine')}
              <MadeBy actor={conflict.actor} at={conflict.createdAt} />
            </th>
          )}
          <th scope="col">
            {t('conflicts.field.theirs')}
            <Theirs changedBy={conflict.changedBy} />
          </th>
          {hasChoices ? <th scope="col">{t('conflicts.field.result')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {fields.map((row) =>
          hasChoices && isContested(row) ? (
            <ContestedRow key={row.field} row={row} conflict={conflict} decision={decision} />
          ) : (
            <PlainRow key={row.field} row={row} conflict={conflict} />
          ),
        )}
      </tbody>
    </table>
  )
}

interface ContestedRowProps {
  readonly row: ConflictField
  readonly conflict: ConflictView
  readonly decision: Decision
}

function ContestedRow({ row, conflict, decision }: ContestedRowProps) {
  const { t } = useTranslation()
  const group = useId()
  const { field, base, mine, theirs } = row
  const chosen = decision.draft[field]
  const name = fieldInWords(t, field)
  const choose = t('conflicts.field.choose', { field: name })
  return (
    <tr data-field={field} data-choice={typeof chosen === 'string' ? chosen : chosen === undefined ? 'open' : 'edited'}>
      <th scope="row">{name}</th>
      <td>
        <ConflictValue field={field} value={base} against={[mine, theirs]} />
      </td>
      {(['mine', 'theirs'] as const).map((side) => (
        <td key={side} className={styles['side']}>
          <ConflictValue
            field={field}
            value={side === 'mine' ? mine : theirs}
            against={[side === 'mine' ? theirs : mine]}
            wrap={(shown) => (
              <label className={styles['choice']}>
                <input
                  type="radio"
                  name={group}
                  aria-label={namedValue(
                    choose,
                    t(side === 'mine' ? 'conflicts.field.useMine' : 'conflicts.field.useTheirs'),
                  )}
                  checked={chosen === side}
                  onChange={() => decision.choose(field, side)}
                />
                {shown}
              </label>
            )}
          />
          {side === 'theirs' ? <OtherAuthor row={row} conflict={conflict} /> : null}
        </td>
      ))}
      <td>
        <ResultCell
          row={row}
          group={group}
          decision={decision}
          isTypable={fieldGroupOf(conflict.entityType, field) === null}
        />
      </td>
    </tr>
  )
}

/** Who changed this field there, where it was not the one whom the heading names. */
function OtherAuthor({ row, conflict }: { row: ConflictField; conflict: ConflictView }) {
  if (row.changedBy?.actor === conflict.changedBy?.actor) return null
  return <Theirs changedBy={row.changedBy} />
}

/** A field that goes by itself, or of something that is decided about as a whole. */
function PlainRow({ row, conflict }: { row: ConflictField; conflict: ConflictView }) {
  const { t } = useTranslation()
  const { field, standing, base, mine, theirs } = row
  const { kind, isDeleted } = conflict
  const unchanged = <span className={styles['muted']}>{t('conflicts.field.notChanged')}</span>
  const result = standing === 'mine-only' ? mine : theirs
  const sides = [base, mine, theirs].filter((side) => side !== undefined)
  return (
    <tr data-field={field}>
      <th scope="row">{fieldInWords(t, field)}</th>
      {kind === 'delete' ? null : <td>{standing === 'theirs-only' ? '–' : value(base)}</td>}
      {kind === 'delete' ? null : <td>{standing === 'theirs-only' ? unchanged : value(mine)}</td>}
      <td>
        {isDeleted ? t('field.deleted') : standing === 'mine-only' ? unchanged : value(theirs)}
        {standing === 'mine-only' ? null : <OtherAuthor row={row} conflict={conflict} />}
      </td>
      {kind === 'update' && !isDeleted ? (
        <td>
          {value(result)}
          {standing === 'clash' ? null : <p className={styles['muted']}>{t(`conflicts.standing.${standing}`)}</p>}
        </td>
      ) : null}
    </tr>
  )

  function value(shown: unknown) {
    return <ConflictValue field={field} value={shown} against={sides} />
  }
}
