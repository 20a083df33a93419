import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '#shared/domain/window-route.ts'
import { useUi } from '../../app/context.tsx'
import { useKept } from '../../app/kept.ts'
import { Segmented } from '../../components/Segmented.tsx'
import { AlarmsView } from './AlarmsView.tsx'
import { FleetHealth } from './FleetHealth.tsx'

type View = 'alarms' | 'devices'

/** What is wrong, and how healthy the devices are. */
export function HealthPage() {
  const { t } = useTranslation()
  const [view, setView] = useKept<View>('health/view', 'alarms')
  const target = useUi((ui) => ui.target)
  const [followed, setFollowed] = useState<Target | null>(null)
  // Who is led to an alarm wants the alarms.
  if (target !== followed) {
    setFollowed(target)
    if (target.alarmId !== undefined || target.scope !== undefined) setView('alarms')
  }
  const views = (
    <Segmented<View>
      label={t('health.view.label')}
      value={view}
      onChange={setView}
      options={[
        { value: 'alarms', text: t('health.view.alarms') },
        { value: 'devices', text: t('health.view.devices') },
      ]}
    />
  )
  return view === 'alarms' ? <AlarmsView view={views} /> : <FleetHealth view={views} />
}
