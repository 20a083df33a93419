import { useTranslation } from 'react-i18next'
import { useApp, useUi } from '../../app/context.tsx'
import { useConflictHistory } from '../../app/hooks/conflicts.ts'
import { useConnection } from '../../app/hooks/connection.ts'
import { startOfDay, useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import { formatNumber } from '../../i18n/format.ts'
import styles from './Conflicts.module.css'
import type { ConflictsPageState } from './use-conflicts-page.ts'

const MINUTE_MS = 60_000

/** What has to be known before anything is decided: that the settings decide as well, and that nothing can be sent now. */
export function DeskNotices({ page }: { page: ConflictsPageState }) {
  const { t } = useTranslation()
  const isAutomatic = useApp((state) => state.settings?.values.conflictAutoResolve === true)
  const { status, isOnline } = useConnection()
  const total = page.desk.value?.total ?? 0
  return (
    <>
      {isAutomatic ? <AutomaticNotice page={page} /> : null}
      {status === null || isOnline || total === 0 ? null : (
        <Notice tone="neutral" role="status">
          {t('conflicts.offline')}
        </Notice>
      )}
    </>
  )
}

function AutomaticNotice({ page }: { page: ConflictsPageState }) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const since = startOfDay(useNow(MINUTE_MS))
  const { value } = useConflictHistory({ offset: 0, limit: 1, isAutomatic: true, since })
  const count = value?.total ?? 0
  return (
    <Notice
      tone="neutral"
      action={
        <span className={styles['noticeActions']}>
          {count === 0 ? null : (
            <Button onClick={() => page.show('decided', 'automatic-today')}>{t('conflicts.automatic.show')}</Button>
          )}
          <Button onClick={() => go('settings', { topic: 'conflicts' })}>{t('conflicts.automatic.settings')}</Button>
        </span>
      }
    >
      {t('conflicts.automatic.text')}{' '}
      {value === null ? '' : t('conflicts.automatic.today', { count, n: formatNumber(count) })}
    </Notice>
  )
}
