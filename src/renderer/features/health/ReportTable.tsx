import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { alarmReport } from '../../i18n/en/alarm-rules.ts'
import styles from './Report.module.css'

type Column = keyof (typeof alarmReport)['column']

interface ReportTableProps {
  readonly look: 'figures' | 'list'
  readonly title: string
  readonly columns: readonly Column[]
  /** The rows. */
  readonly children: ReactNode
}

/** A table of the report, with its title and the heads of its columns. */
export function ReportTable({ look, title, columns, children }: ReportTableProps) {
  const { t } = useTranslation()
  return (
    <table className={styles[look]}>
      <caption className={styles['title']}>{title}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`alarmReport.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
