import { useTranslation } from 'react-i18next'
import type { Alarm } from '#shared/domain/alarms.ts'
import { Button } from '../../components/Button.tsx'
import { ALARM_ACTS, type AlarmAct, canDo, verbOf } from './alarm-edits.ts'
import type { AlarmActions } from './use-alarm-actions.tsx'

interface AlarmActsProps {
  readonly alarms: readonly Alarm[]
  readonly now: number
  readonly actions: AlarmActions
}

const KEYS: Readonly<Partial<Record<AlarmAct, string>>> = { acknowledge: 'a', acknowledgeNoted: 'Shift+A', shelve: 's' }

/** What can be done with these alarms now. */
export function AlarmActs({ alarms, now, actions }: AlarmActsProps) {
  const { t } = useTranslation()
  const possible = ALARM_ACTS.filter((act) => alarms.some((alarm) => canDo(verbOf(act), alarm, now)))
  return (
    <>
      {possible.map((act) => (
        <Button
          key={act}
          disabled={actions.isBusy}
          aria-keyshortcuts={KEYS[act]}
          onClick={() => actions.act(act, alarms)}
        >
          {t(`health.act.${act}`)}
        </Button>
      ))}
    </>
  )
}
