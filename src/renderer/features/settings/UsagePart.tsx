import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { useApp, useClient } from '../../app/context.tsx'
import { useExportLock } from '../../app/hooks/locks.ts'
import { useRequest } from '../../app/hooks/requests.ts'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Notice } from '../../components/Notice.tsx'
import { Sparkline } from '../../components/Sparkline.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import styles from './SettingsPage.module.css'
import { type UsageRow, usageInWords, usageRows } from './usage-rows.ts'

const KEPT_DAYS = 90

/** What was counted of the use of this console; it can be looked at, written into a file, and deleted. */
export function UsagePart() {
  const { t } = useTranslation()
  const client = useClient()
  const isOn = useApp(({ settings }) => settings?.values.usageAnalytics === true)
  const { value, error, reload } = useRequest('usage:read', {}, isOn ? 1 : 0)
  const [said, setSaid] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)
  const whyNot = useExportLock()('usage')

  async function exportAll(): Promise<void> {
    try {
      setSaid(outcomeInWords(await client.request('usage:export', {})))
    } catch (failure) {
      setSaid(t('usage.notExported', { message: errorSentence(t, toRequestError(failure)) }))
    }
  }
  async function clear(): Promise<void> {
    try {
      await client.request('usage:clear', {})
      setSaid(t('usage.cleared'))
    } catch (failure) {
      setSaid(t('usage.notCleared', { message: errorSentence(t, toRequestError(failure)) }))
    }
    await reload()
  }
  const rows = value === null ? [] : usageRows(value.days)
  return (
    <div className={styles['form']}>
      {error === null ? null : (
        <p role="alert" className={styles['error']}>
          {t('usage.failed')} {errorSentence(t, error)}
        </p>
      )}
      {value === null && error === null ? <p role="status">{t('usage.loading')}</p> : null}
      {value === null ? null : <p className={styles['help']}>{stateInWords(value)}</p>}
      {value?.problem == null ? null : (
        <Notice tone="medium" isInset>
          {t('usage.problem', { message: value.problem })}
        </Notice>
      )}
      {rows.length === 0 ? null : <UsageTable rows={rows} />}
      <div className={styles['buttons']}>
        <Button onClick={() => void reload()}>{t('usage.anew')}</Button>
        <Button
          disabled={rows.length === 0 || whyNot !== null}
          title={whyNot ?? undefined}
          onClick={() => void exportAll()}
        >
          {t('usage.export')}
        </Button>
        <Button disabled={rows.length === 0} onClick={() => setAsking(true)}>
          {t('usage.clear')}
        </Button>
      </div>
      <p role="status" className={styles['help']}>
        {said}
      </p>
      {isAsking ? (
        <ConfirmDialog
          title={t('usage.clearTitle')}
          confirm={t('usage.clearConfirm')}
          cancel={t('action.cancel')}
          onConfirm={() => void clear()}
          onClose={() => setAsking(false)}
        >
          <p>{t('usage.clearText')}</p>
        </ConfirmDialog>
      ) : null}
    </div>
  )

  function stateInWords({ days }: IpcResponse<'usage:read'>): string {
    const kept = t('usage.keptFor', { n: formatNumber(KEPT_DAYS) })
    if (isOn) return days.length === 0 ? `${t('usage.none')} ${kept}` : kept
    return days.length === 0 ? t('usage.noneOff') : t('usage.stopped')
  }
  function outcomeInWords(answer: IpcResponse<'usage:export'>): string | null {
    if (answer.outcome === 'cancelled') return null
    if (answer.outcome === 'refused') return t('usage.notExported', { message: answer.problem.message })
    return t('usage.exported', { file: inSentence(answer.fileName) })
  }
}

function UsageTable({ rows }: { rows: readonly UsageRow[] }) {
  const { t } = useTranslation()
  return (
    <table className={styles['metrics']}>
      <caption className="visually-hidden">{t('usage.table')}</caption>
      <thead>
        <tr>
          {(['name', 'week', 'all', 'days'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`usage.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, week, all, days, most, points }) => {
          const name = usageInWords(t, key)
          return (
            <tr key={key}>
              <th scope="row">{name}</th>
              <td>{formatNumber(week)}</td>
              <td>{formatNumber(all)}</td>
              <td>
                <Sparkline
                  label={t('usage.daysLabel', { name, count: days, n: formatNumber(days), most: formatNumber(most) })}
                  points={points}
                  low={0}
                  high={most}
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
