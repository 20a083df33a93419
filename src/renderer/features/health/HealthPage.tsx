import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '#shared/domain/window-route.ts'
import { useUi } from '../../app/context.tsx'
import { useKept } from '../../app/kept.ts'
import { Tabs } from '../../components/Tabs.tsx'
import { kindInWords } from '../../i18n/alarm-words.ts'
import { AlarmReport } from './AlarmReport.tsx'
import { AlarmRules } from './AlarmRules.tsx'
import { AlarmsView } from './AlarmsView.tsx'
import { FleetHealth } from './FleetHealth.tsx'

const VIEWS = ['alarms', 'devices', 'report', 'rules'] as const
type View = (typeof VIEWS)[number]

/** What is wrong, how healthy the devices are, whether operators can cope, and by what rules alarms are raised. */
export function HealthPage() {
  const { t } = useTranslation()
  const [view, setView] = useKept<View>('health/view', 'alarms')
  const [text, setText] = useState('')
  const target = useUi((ui) => ui.target)
  const [followed, setFollowed] = useState<Target | null>(null)
  const show = (next: View, search = ''): void => {
    setText(search)
    setView(next)
  }
  // Who is led to an alarm wants the alarms.
  if (target !== followed) {
    setFollowed(target)
    if (target.alarmId !== undefined || target.scope !== undefined) show('alarms')
  }
  const views = (
    <Tabs<View>
      label={t('health.view.label')}
      value={view}
      onChange={show}
      options={VIEWS.map((value) => ({ value, text: t(`health.view.${value}`) }))}
    />
  )
  switch (view) {
    case 'alarms':
      return <AlarmsView view={views} text={text} />
    case 'devices':
      return <FleetHealth view={views} />
    case 'report':
      return <AlarmReport view={views} />
    case 'rules':
      return <AlarmRules view={views} onShow={(kind) => show('alarms', kindInWords(t, kind))} />
  }
}
