import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Segmented } from '../../components/Segmented.tsx'
import { AlarmsView } from './AlarmsView.tsx'
import { FleetHealth } from './FleetHealth.tsx'

type View = 'alarms' | 'devices'

/** What is wrong, and how healthy the devices are. */
export function HealthPage() {
  const { t } = useTranslation()
  const [view, setView] = useState<View>('alarms')
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
