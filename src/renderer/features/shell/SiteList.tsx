import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteSummary } from '#shared/domain/sites.ts'
import { useClient, useUi } from '../../app/context.tsx'
import {
  canBeShown,
  decisions,
  siteName,
  siteShape,
  siteStateInWords,
  urgentAlerts,
  useSites,
} from '../../app/hooks/sites.ts'
import { useTold } from '../../app/hooks/told.ts'
import { Button } from '../../components/Button.tsx'
import { Popover } from '../../components/Popover.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatNumber } from '../../i18n/format.ts'
import styles from './SiteList.module.css'

/** Sites that a key of their own reaches. */
const MAX_KEYS = 9

interface SiteListProps {
  readonly anchor: RefObject<HTMLElement | null>
  readonly onClose: () => void
}

/** Every site with its state and what waits there; a click or its key shows it in this window. */
export function SiteList({ anchor, onClose }: SiteListProps) {
  const { t } = useTranslation()
  const { sites, current, show } = useSites()
  const go = useUi((state) => state.go)
  const then = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <Popover title={t('sites.title')} anchor={anchor} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys only move between the buttons inside. */}
      <div className={styles['list']} onKeyDown={moveByArrows}>
        <ul>
          {sites.map((site, index) => (
            <li key={site.id}>
              <SiteLine
                site={site}
                hint={index < MAX_KEYS ? `Ctrl ${index + 1}` : ''}
                isCurrent={site.id === current?.id}
                onShow={then(() => show(site.id))}
              />
              {site.state === 'failed' ? <Trouble site={site} /> : null}
            </li>
          ))}
        </ul>
        <div className={styles['actions']}>
          <Button onClick={then(() => go('attention'))}>{t('sites.all')}</Button>
          <Button onClick={then(() => go('settings'))}>{t('sites.manage')}</Button>
        </div>
      </div>
    </Popover>
  )
}

interface SiteLineProps {
  readonly site: SiteSummary
  readonly hint: string
  readonly isCurrent: boolean
  readonly onShow: () => void
}

function SiteLine({ site, hint, isCurrent, onShow }: SiteLineProps) {
  const { t } = useTranslation()
  const shape = siteShape(site)
  return (
    <button
      type="button"
      className={styles['site']}
      aria-current={isCurrent ? 'true' : undefined}
      disabled={!canBeShown(site)}
      onClick={onShow}
    >
      <StateIcon shape={shape} quiet={shape === 'online'} />
      <span className={styles['names']}>
        <span className={styles['name']}>{siteName(t, site)}</span>
        <span className={styles['state']}>
          {siteStateInWords(t, site)}
          {isCurrent ? ` · ${t('sites.current')}` : ''}
        </span>
      </span>
      <Figures site={site} />
      <kbd className={styles['key']}>{hint}</kbd>
    </button>
  )
}

/** Only what is not as it should be. */
function Figures({ site }: { site: SiteSummary }) {
  const { t } = useTranslation()
  const [waiting, toDecide, alerts] = [site.waiting, decisions(site), urgentAlerts(site)]
  return (
    <span className={styles['figures']}>
      {alerts === 0 ? null : <Figure shape="critical" text={t('sites.alerts', { count: alerts })} count={alerts} />}
      {toDecide === 0 ? null : (
        <Figure shape="conflict" text={t('sites.decisions', { count: toDecide })} count={toDecide} />
      )}
      {waiting === 0 ? null : <Figure shape="waiting" text={t('sites.waiting', { count: waiting })} count={waiting} />}
    </span>
  )
}

function Figure({ shape, text, count }: { shape: 'critical' | 'conflict' | 'waiting'; text: string; count: number }) {
  return (
    <span className={styles['figure']} title={text}>
      <StateIcon shape={shape} />
      <span aria-hidden>{formatNumber(count)}</span>
      <span className="visually-hidden">{text}</span>
    </span>
  )
}

function Trouble({ site }: { site: SiteSummary }) {
  const { t } = useTranslation()
  const client = useClient()
  const told = useTold()
  return (
    <div className={styles['trouble']}>
      <span>{site.problem}</span>
      <Button onClick={() => told(client.request('sites:reopen', { siteId: site.id }))}>{t('sites.tryAgain')}</Button>
    </div>
  )
}

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
  const at = buttons.findIndex((button) => button.matches(':focus'))
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
  event.preventDefault()
}
