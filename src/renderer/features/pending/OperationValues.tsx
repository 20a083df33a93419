import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fields } from '#shared/domain/entities.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { LongText } from '../../app/LongText.tsx'
import { fieldInWords, type NameOf, valueInWords } from '../../i18n/words.ts'
import styles from './OperationPanel.module.css'

/** The values side by side: what it was, mine and, in a conflict, theirs. */
export function OperationValues({ operation, nameOf }: { operation: OperationView; nameOf: NameOf }) {
  const { t } = useTranslation()
  const { fields, baseFields, conflict, kind } = operation
  const names = [...new Set([...Object.keys(fields), ...Object.keys(conflict?.serverFields ?? {})])]
  if (names.length === 0) return null
  const hasBase = kind !== 'create'
  return (
    <section className={styles['section']} aria-label={t('pending.detail.values')}>
      <h3>{t('pending.detail.values')}</h3>
      <table className={styles['values']}>
        <thead>
          <tr>
            <th scope="col">{t('pending.detail.field')}</th>
            {hasBase ? (
              <th scope="col">{t(conflict === null ? 'pending.detail.before' : 'pending.detail.base')}</th>
            ) : null}
            <th scope="col">{t('pending.detail.mine')}</th>
            {conflict === null ? null : <th scope="col">{t('pending.detail.theirs')}</th>}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{fieldInWords(t, name)}</th>
              {hasBase ? <td>{name in baseFields ? value(name, baseFields, [fields]) : '–'}</td> : null}
              <td>
                {name in fields ? (
                  value(name, fields, conflict === null ? [baseFields] : [conflict.serverFields], 'mine')
                ) : (
                  <span className={styles['muted']}>{t('pending.detail.unchanged')}</span>
                )}
              </td>
              {conflict === null ? null : <td>{theirs(name)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )

  function theirs(name: string) {
    if (conflict === null) return null
    if (conflict.isDeleted) return <span className={styles['theirs']}>{t('field.deleted')}</span>
    if (!(name in conflict.serverFields))
      return <span className={styles['muted']}>{t('pending.detail.unchanged')}</span>
    return value(name, conflict.serverFields, [fields], 'theirs')
  }

  /** The field's value of one side, held against those of the others that have one. */
  function value(name: string, side: Fields, others: readonly Fields[], look?: 'mine' | 'theirs') {
    const say = (one: unknown) => valueInWords(t, name, one, nameOf)
    const against = others.flatMap((other) => (name in other ? [say(other[name])] : []))
    const wrap = (shown: ReactNode) => (look === undefined ? shown : <span className={styles[look]}>{shown}</span>)
    return <LongText text={say(side[name])} against={against} wrap={wrap} />
  }
}
