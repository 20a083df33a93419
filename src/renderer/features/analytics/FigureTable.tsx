import { type Key, type ReactNode, useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { classes } from '../../components/classes.ts'
import type { en } from '../../i18n/en/texts.ts'
import styles from './Analytics.module.css'
import { useAnalyticsWords } from './analytics-words.ts'

type ColumnName = keyof typeof en.analytics.column

export interface FigureColumn<Row> {
  readonly name: ColumnName | 'trend'
  readonly cell: (row: Row) => ReactNode
  /** Words, and no number. */
  readonly isText?: boolean
}

interface FigureTableProps<Row> {
  readonly title: string
  /** The caption is read out and not drawn: the title stands above already. */
  readonly isTitleHidden?: boolean
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => Key
  /** The first one names the row. */
  readonly columns: readonly FigureColumn<Row>[]
  /** How many rows there are, where not all of them are told. */
  readonly inAll?: number
  /** So many are shown first. */
  readonly first?: number
}

const FIRST = 25

/** A table of figures; a long one is opened when it is wanted. */
export function FigureTable<Row>(props: FigureTableProps<Row>) {
  const { title, isTitleHidden = false, rows, keyOf, columns, first = FIRST, inAll = rows.length } = props
  const { t, number } = useAnalyticsWords()
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? rows : rows.slice(0, first)
  return (
    <div className={styles['part']}>
      <table className={styles['table']}>
        <caption className={isTitleHidden ? 'visually-hidden' : styles['title']}>{title}</caption>
        <thead>
          <tr>
            {columns.map(({ name, isText }) => (
              <th key={name} scope="col" className={classes(isText === true && styles['text'])}>
                {name === 'trend' ? t('analytics.places.trend') : t(`analytics.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, cell, isText }, index) =>
                index === 0 ? (
                  <th key={name} scope="row" className={styles['text']}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={name} className={classes(isText === true && styles['text'])}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length <= first ? null : (
        <Button tone="quiet" className={styles['acts']} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {t(isWhole ? 'analytics.showFewer' : 'analytics.showAll', { n: number(rows.length) })}
          <span className="visually-hidden"> {title}</span>
        </Button>
      )}
      {inAll <= rows.length ? null : (
        <p className={styles['muted']}>{t('analytics.more', { n: number(rows.length), all: number(inAll) })}</p>
      )}
    </div>
  )
}
