import { useTranslation } from 'react-i18next'
import { foreignText } from '../../../../i18n/foreign-text.ts'
import { formatDayAndTime, formatDecimal } from '../../../../i18n/format.ts'
import type { Translate } from '../../../../i18n/setup.ts'
import { useFitting } from '../use-fitting.ts'
import { MoreThan, NothingIn, NoValue } from '../WidgetParts.tsx'
import styles from '../Widgets.module.css'
import { numberOption, textOption, type WidgetProps } from '../widget-types.ts'
import { rowsOf, stateOf } from '../widget-values.ts'

const MOST_COLUMNS = 8
/** Chosen for nobody: ids tell a wall nothing. */
const LEFT_OUT = new Set(['id', 'key'])

/** Records as they are, with the columns that are named, or those that the first one has. */
export function Table({ title, options, values }: WidgetProps) {
  const { t } = useTranslation()
  const { ref, fitting } = useFitting<HTMLDivElement>()
  const bound = values['items']
  if (bound?.value === null || bound?.value === undefined) return <NoValue bound={bound} />
  const rows = rowsOf(bound.value)
  const [first] = rows
  if (first === undefined) return <NothingIn text={t('boardWidgets.nothingIn')} />
  const named = textOption(options, 'columns')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const columns = (named.length > 0 ? named : Object.keys(first).filter((name) => !LEFT_OUT.has(name))).slice(
    0,
    MOST_COLUMNS,
  )
  const most = Math.min(numberOption(options, 'most', 10), fitting)
  return (
    <>
      <div ref={ref} className={styles['clip']}>
        <table aria-label={title} className={styles['table']}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  <bdi>{columnInWords(t, column)}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row, index) => (
              <tr key={typeof row['id'] === 'string' ? row['id'] : index}>
                {columns.map((column) => (
                  <td key={column}>
                    <bdi>{cellInWords(t, column, Object.hasOwn(row, column) ? row[column] : null)}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <MoreThan count={rows.length - most} />
    </>
  )
}

/** What the console itself calls a column, in the language that is shown; other columns are as they are named. */
function columnInWords(t: Translate, column: string): string {
  switch (column) {
    case 'name':
      return t('field.name')
    case 'place':
      return t('field.site')
    case 'status':
      return t('devices.column.status')
    case 'lastSeenAt':
      return t('devices.column.lastSeen')
    case 'online':
    case 'idle':
    case 'offline':
      return t(`boardWidgets.state.${column}`)
    default:
      return foreignText(column)
  }
}

function cellInWords(t: Translate, column: string, value: unknown): string {
  const state = column === 'status' && typeof value === 'string' ? stateOf(value) : null
  if (state !== null) return t(`boardWidgets.state.${state}`)
  if (typeof value === 'number') return column === 'lastSeenAt' ? formatDayAndTime(value) : formatDecimal(value)
  return typeof value === 'string' ? foreignText(value) : '–'
}
