import {
  Activity,
  ArrowLeftRight,
  BellRing,
  CalendarClock,
  ChartNoAxesColumn,
  CircleHelp,
  HeartPulse,
  Images,
  LayoutDashboard,
  ListChecks,
  ListVideo,
  MonitorPlay,
  PanelsTopLeft,
  Settings,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Page } from '#shared/domain/window-route.ts'
import { useApp, useUi } from '../../app/context.tsx'
import { preloadPage } from '../../app/pages.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { Profile } from './Profile.tsx'
import styles from './Shell.module.css'

/** The status strip has the exact figure. */
const MAX_SHOWN = 99
const ICON = { size: 18, strokeWidth: 1.5, 'aria-hidden': true } as const
const ITEMS: readonly { readonly page: Page; readonly icon: ReactNode }[] = [
  { page: 'overview', icon: <LayoutDashboard {...ICON} /> },
  { page: 'devices', icon: <MonitorPlay {...ICON} /> },
  { page: 'health', icon: <HeartPulse {...ICON} /> },
  { page: 'pending', icon: <ListChecks {...ICON} /> },
  { page: 'conflicts', icon: <ArrowLeftRight {...ICON} /> },
  { page: 'attention', icon: <BellRing {...ICON} /> },
  { page: 'playlists', icon: <ListVideo {...ICON} /> },
  { page: 'schedules', icon: <CalendarClock {...ICON} /> },
  { page: 'content', icon: <Images {...ICON} /> },
  { page: 'analytics', icon: <ChartNoAxesColumn {...ICON} /> },
  { page: 'wallboards', icon: <PanelsTopLeft {...ICON} /> },
  { page: 'performance', icon: <Activity {...ICON} /> },
]

export function Rail() {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('nav.label')} data-tour="rail" className={styles['rail']}>
      <ul>
        {ITEMS.map(({ page, icon }) => (
          <li key={page}>
            <RailLink page={page} icon={icon} />
          </li>
        ))}
      </ul>
      <div className={styles['spacer']} />
      <Profile />
      <RailLink page="settings" icon={<Settings {...ICON} />} />
      <RailLink page="help" icon={<CircleHelp {...ICON} />} />
    </nav>
  )
}

function RailLink({ page, icon }: { page: Page; icon: ReactNode }) {
  const { t } = useTranslation()
  const isCurrent = useUi((state) => state.page === page)
  const go = useUi((state) => state.go)
  return (
    <a
      href={`#/${page}`}
      data-tour={page === 'help' ? page : undefined}
      aria-current={isCurrent ? 'page' : undefined}
      className={styles['item']}
      onPointerEnter={() => preloadPage(page)}
      onFocus={() => preloadPage(page)}
      onClick={(event) => {
        event.preventDefault()
        go(page)
      }}
    >
      {icon}
      {t(`nav.${page}`)}
      {page === 'conflicts' ? <ConflictCount /> : null}
    </a>
  )
}

/** How many conflicts wait for a decision; nothing for none. */
function ConflictCount() {
  const { t } = useTranslation()
  const count = useApp((state) => state.queue?.counts.conflicted ?? 0)
  if (count === 0) return null
  return (
    <>
      <span aria-hidden className={styles['badge']}>
        {count > MAX_SHOWN ? `${MAX_SHOWN}+` : formatNumber(count)}
      </span>
      <span className="visually-hidden"> {t('conflicts.toDecide', { count, n: formatNumber(count) })}</span>
    </>
  )
}
