import { useTranslation } from 'react-i18next'
import { useConnection } from '../../app/hooks/connection.ts'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import type { ScheduleQuestion } from './page-types.ts'
import { reachOf } from './reach.ts'
import type { ScheduleRow } from './schedule-row.ts'
import type { SchedulesState } from './use-schedules-page.ts'

/** What cannot be taken back once it has reached the devices or the server says what and how many, and asks once. */
export function Questions({ page }: { page: SchedulesState }) {
  const { question } = page
  if (question === null) return null
  // As they are now: what was asked about may have changed since.
  const rows = question.rows.map((row) => page.list.byId.get(row.id) ?? row)
  return question.verb === 'delete' ? (
    <DeleteQuestion rows={rows} page={page} />
  ) : (
    <RunQuestion rows={rows} page={page} />
  )
}

interface QuestionProps {
  readonly rows: ScheduleQuestion['rows']
  readonly page: SchedulesState
}

function DeleteQuestion({ rows, page }: QuestionProps) {
  const { t } = useTranslation()
  const { acts } = page
  const [only] = rows
  const isOne = rows.length === 1
  return (
    <ConfirmDialog
      title={
        isOne && only !== undefined
          ? t('schedules.confirm.deleteTitle', { name: inSentence(only.data.name) })
          : t('schedules.confirm.deleteTitleMany', { count: rows.length })
      }
      confirm={t('schedules.confirm.delete')}
      cancel={t('action.cancel')}
      onConfirm={() => void (isOne && only !== undefined ? acts.remove(only) : acts.many('deleting', rows))}
      onClose={() => page.ask(null)}
    >
      <p>{t('schedules.confirm.deleteText')}</p>
    </ConfirmDialog>
  )
}

function RunQuestion({ rows, page }: QuestionProps) {
  const { t } = useTranslation()
  const { isOnline } = useConnection()
  const { acts, list } = page
  const runnable = rows.filter((row) => !row.view.isDeleting)
  const [only] = runnable
  const isOne = runnable.length === 1
  const count = reachedBy(runnable, page)
  return (
    <ConfirmDialog
      title={
        isOne && only !== undefined
          ? t('schedules.confirm.runTitle', { name: inSentence(only.data.name) })
          : t('schedules.confirm.runTitleMany', { count: runnable.length })
      }
      confirm={t('schedules.confirm.run')}
      cancel={t('action.cancel')}
      onConfirm={() => void (isOne && only !== undefined ? acts.run(only) : acts.many('running', runnable))}
      onClose={() => page.ask(null)}
    >
      <p>{t(isOne ? 'schedules.confirm.runText' : 'schedules.confirm.runTextMany', { count })}</p>
      {isOnline || list.cache.state === 'loading' ? null : <p>{t('schedules.confirm.runOffline')}</p>}
    </ConfirmDialog>
  )
}

function reachedBy(rows: readonly ScheduleRow[], { list }: SchedulesState): number {
  return new Set(rows.flatMap((row) => [...reachOf(row.data, list.groups)])).size
}
