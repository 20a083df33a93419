import { useTranslation } from 'react-i18next'
import type { Alarm } from '#shared/domain/alarms.ts'
import { Button } from '../../components/Button.tsx'
import { ALARM_VERBS, canDo } from './alarm-edits.ts'
import type { AlarmActions } from './use-alarm-actions.tsx'

interface AlarmActsProps {
  readonly alarms: readonly Alarm[]
  readonly now: number
  readonly actions: AlarmActions
}

/** What can be done with these alarms now. */
export function AlarmActs({ alarms, now, actions }: AlarmActsProps) {
  const { t } = useTranslation()
  const possible = ALARM_VERBS.filter((verb) => alarms.some((alarm) => canDo(verb, alarm, now)))
  return (
    <>
      {possible.map((verb) => (
        <Button
          key={verb}
          disabled={actions.isBusy}
          {...(verb === 'acknowledge'
            ? { 'aria-keyshortcuts': 'a' }
            : verb === 'shelve'
              ? { 'aria-keyshortcuts': 's' }
              : {})}
          onClick={() => actions.act(verb, alarms)}
        >
          {t(`health.act.${verb}`)}
        </Button>
      ))}
    </>
  )
}
