import { ChevronDown } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { siteName, useSites } from '../../app/hooks/sites.ts'
import { classes } from '../../components/classes.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import styles from './StatusStrip.module.css'

const SiteList = deferred(async () => (await import('./SiteList.tsx')).SiteList)

/** Which site this window shows, and the way to the others. */
export function SiteSwitcher() {
  const { t } = useTranslation()
  const { sites, current } = useSites()
  const served = useApp((state) => state.connection?.siteName ?? null)
  const isDemo = useApp((state) => state.connection?.isDemo === true)
  const [isOpen, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const own = current === null ? '' : siteName(t, current)
  const name = own === '' ? (served ?? (isDemo ? t('strip.demo') : t('strip.noSite'))) : own
  const isElsewhereWrong = sites.some(({ id, state, connection }) => {
    return (
      id !== current?.id &&
      (state === 'failed' || connection?.state === 'offline' || connection?.state === 'needs-auth')
    )
  })
  const demo = isDemo && name !== t('strip.demo') ? t('strip.demo') : null
  return (
    <>
      <button
        ref={button}
        type="button"
        className={classes(styles['part'], styles['site'])}
        aria-label={t('sites.label', { name: demo === null ? name : `${name} ${demo}` })}
        aria-description={isElsewhereWrong ? t('attention.siteState') : undefined}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        data-site-id={current?.id}
        onClick={() => setOpen(!isOpen)}
      >
        <span className={styles['siteName']}>{name}</span>{' '}
        {demo === null ? null : <span className={styles['demo']}>{demo}</span>}
        {isElsewhereWrong ? <StateIcon shape="critical" /> : null}
        <ChevronDown size={14} strokeWidth={1.5} aria-hidden />
      </button>
      {isOpen ? <SiteList anchor={button} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
