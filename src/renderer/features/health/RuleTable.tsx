import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '../../components/classes.ts'
import styles from './Rules.module.css'

/** A line of the list of rules. */
export interface RuleRow {
  readonly id: string
  readonly name: string
  /** When it holds, with its limit. */
  readonly condition: ReactNode
  readonly priority: ReactNode
  readonly delays: ReactNode
  /** What comes of it, and what to do. */
  readonly guidance: ReactNode
  readonly state: ReactNode
  readonly isOff: boolean
  readonly standing: ReactNode
}

interface RuleTableProps {
  readonly title: string
  /** Where the rules come from, and who can change them. */
  readonly text: ReactNode
  readonly rows: readonly RuleRow[]
}

const COLUMNS = ['rule', 'priority', 'delays', 'guidance', 'state', 'standing'] as const

/** Rules of one origin. */
export function RuleTable({ title, text, rows }: RuleTableProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles['group']}>
      <h2 id={id} className={styles['title']}>
        {title}
      </h2>
      <div className={styles['text']}>{text}</div>
      {rows.length === 0 ? null : (
        <table aria-labelledby={id} className={styles['rules']}>
          <thead>
            <tr>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className={styles[column]}>
                  {t(`alarmRules.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-rule={row.id} className={classes(row.isOff && styles['off'])}>
                <th scope="row">
                  <strong>{row.name}</strong>
                  <span className={styles['condition']}>{row.condition}</span>
                </th>
                <td>{row.priority}</td>
                <td>{row.delays}</td>
                <td>{row.guidance}</td>
                <td>{row.state}</td>
                <td className={styles['standing']}>{row.standing}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
