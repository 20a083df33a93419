import { useTranslation } from 'react-i18next'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { Notice } from '../../components/Notice.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatDayAndTime } from '../../i18n/format.ts'
import styles from './Reports.module.css'

/** When the next report is written, and what became of the last. */
export function ScheduleStatus({ status, isOn }: { status: IpcResponse<'reports:schedule'>; isOn: boolean }) {
  const { t } = useTranslation()
  const { nextAt, last, isWriting } = status
  const next = isWriting ? t('performance.schedule.writing') : nextAt === null ? '–' : formatDayAndTime(nextAt)
  const problem = isOn ? (last?.problem ?? null) : null
  return (
    <>
      <DescriptionList
        items={[
          { term: t('performance.schedule.next'), value: next },
          {
            term: t('performance.schedule.last'),
            value: last === null ? t('performance.schedule.never') : <Last at={last.at} files={last.files} />,
          },
        ]}
      />
      {problem === null ? null : (
        <Notice role="alert" tone="critical" isInset>
          {t('performance.schedule.failed', { problem })}
        </Notice>
      )}
    </>
  )
}

function Last({ at, files }: { at: number; files: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <>
      {formatDayAndTime(at)}
      {files.length === 0 ? <p>{t('performance.schedule.nothingWritten')}</p> : null}
      {files.map((file) => (
        <p key={file} className={styles['path']}>
          {foreignText(file)}
        </p>
      ))}
    </>
  )
}
