import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useUi } from '../../app/context.tsx'
import type { DeviceRow } from '../../app/devices/device-row.ts'
import { useConflictHistory } from '../../app/hooks/conflicts.ts'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { usePendingOperations } from '../../app/hooks/queue.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatExact } from '../../i18n/format.ts'
import { namesInRow } from '../../i18n/format-lists.ts'
import { commandInWords, stateInWords } from '../../i18n/operation-words.ts'
import { errorSentence, fieldInWords } from '../../i18n/words.ts'
import styles from './DevicePanel.module.css'
import { type Activity, activityOf } from './device-activity.ts'
import type { DeviceWatch, Seen } from './device-watch.ts'
import { operationText } from './operation-text.ts'
import { RECENT_SHOWN } from './use-prefetch.ts'

const DECISIONS_SHOWN = 20

/** What happened to the device, by whom as far as this PC knows: changes, commands, decisions, and what was seen since. */
export function DeviceActivity({ row, watch }: { row: DeviceRow; watch: DeviceWatch }) {
  const { t } = useTranslation()
  const now = useNow(5_000)
  const go = useUi((state) => state.go)
  const { nameOf } = usePlaylistNames()
  const of = { entityType: 'device', entityId: row.id } as const
  const past = usePendingOperations({ ...of, scope: 'history' }, RECENT_SHOWN)
  const decided = useConflictHistory({ ...of, offset: 0, limit: DECISIONS_SHOWN })
  const activities = activityOf({
    operations: past.operations,
    decisions: decided.value?.records.map(({ record }) => record) ?? [],
    lastCommand: row.reported?.lastCommand ?? null,
    seen: watch.seen,
  })
  const error = past.error ?? decided.error
  const isRead = past.status === 'ready' && decided.status === 'ready'
  return (
    <section
      className={styles['section']}
      data-section="activity"
      tabIndex={-1}
      aria-label={t('devices.activity.title')}
    >
      <h3>{t('devices.activity.title')}</h3>
      {error === null ? null : <p className={styles['empty']}>{errorSentence(t, error)}</p>}
      {activities.length === 0 && isRead ? <p className={styles['empty']}>{t('devices.activity.none')}</p> : null}
      <ol className={styles['activities']}>
        {activities.map((activity) => (
          <li key={activity.id} className={styles['activity']}>
            <time dateTime={new Date(activity.at).toISOString()} className={styles['age']}>
              {formatExact(activity.at, now)}
            </time>
            <bdi>{activityInWords(t, activity, nameOf)}</bdi>
          </li>
        ))}
      </ol>
      {past.total > past.operations.length ? (
        <Button onClick={() => go('pending', { scope: 'history' })}>{t('devices.activity.all')}</Button>
      ) : null}
    </section>
  )
}

function activityInWords(t: TFunction, activity: Activity, nameOf: (id: string | null) => string): string {
  switch (activity.kind) {
    case 'operation': {
      const { operation } = activity
      const what = operationText(t, operation, nameOf)
      return t('devices.activity.operation', {
        what,
        state: stateInWords(t, operation),
        actor: inSentence(operation.actor),
      })
    }
    case 'decision': {
      const { field, winner, isAutomatic, resolvedBy } = activity.decision
      const words = {
        field: fieldInWords(t, field),
        winner: t(`conflicts.history.winner.${winner}`),
        actor: inSentence(resolvedBy),
      }
      return t(isAutomatic ? 'devices.activity.decidedBySettings' : 'devices.activity.decided', words)
    }
    case 'command': {
      const { command, result } = activity.command
      return t(`devices.activity.${result}`, { command: commandInWords(t, command) })
    }
    case 'seen':
      return seenInWords(t, activity.seen)
  }
}

function seenInWords(t: TFunction, seen: Seen): string {
  if (seen.kind === 'status')
    return t('devices.activity.status', { from: t(`state.${seen.from}`), to: t(`state.${seen.to}`) })
  return t('devices.activity.edit', { fields: namesInRow(seen.fields.map((field) => fieldInWords(t, field))) })
}
