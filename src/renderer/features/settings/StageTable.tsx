import { useTranslation } from 'react-i18next'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { useStages } from '../../app/hooks/connection.ts'
import { dropsInWords } from '../../i18n/code-words.ts'
import { formatNumber } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import { MarkedHeading } from './MarkedHeading.tsx'
import styles from './SettingsPage.module.css'

/** What each stage of the live feed has done since the start. */
export function StageTable() {
  const { t } = useTranslation()
  const read = useStages()
  const { value, error } = read
  return (
    <>
      <MarkedHeading text={t('settings.diagnostics.stages')} read={read} />
      {error === null ? null : <p className={styles['error']}>{errorSentence(t, error)}</p>}
      {value === null ? null : <Stages value={value} />}
    </>
  )
}

function Stages({ value }: { value: IpcResponse<'sync:stages'> }) {
  const { t } = useTranslation()
  const columns = ['stageReceived', 'stagePassed', 'stageMerged', 'stageDropped', 'stageWaiting'] as const
  return (
    <>
      <table className={styles['metrics']}>
        <thead>
          <tr>
            <th scope="col">{t('settings.diagnostics.stage')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`settings.diagnostics.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {value.stages.map((stage) => (
            <tr key={stage.name}>
              <th scope="row">{t(`settings.diagnostics.stageNames.${stage.name}`)}</th>
              <td>{formatNumber(stage.received)}</td>
              <td>{formatNumber(stage.passed)}</td>
              <td>{formatNumber(stage.merged)}</td>
              <td>{dropsInWords(t, stage.dropped) ?? formatNumber(0)}</td>
              <td>{formatNumber(stage.waiting)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles['help']}>{t('settings.diagnostics.resyncs', { count: value.resyncs })}</p>
    </>
  )
}
