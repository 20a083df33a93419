import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import type { SiteEntry, SiteSummary } from '#shared/domain/sites.ts'
import { useClient } from '../../app/context.tsx'
import { siteName, siteShape, siteStateInWords, useSites } from '../../app/hooks/sites.ts'
import { useTold } from '../../app/hooks/told.ts'
import { Button } from '../../components/Button.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { ConnectionForm } from './ConnectionForm.tsx'
import { RemoveSiteDialog } from './RemoveSiteDialog.tsx'
import { SiteDialog } from './SiteDialog.tsx'
import styles from './SiteSection.module.css'

type Question = { readonly kind: 'add' } | { readonly kind: 'edit' | 'remove'; readonly site: SiteSummary }

/** The sites of this console. One that has a single site, named by its address, keeps the simple form. */
export function SiteSection({ settings }: { settings: EffectiveSettings }) {
  const { t } = useTranslation()
  const { sites } = useSites()
  const [question, setQuestion] = useState<Question | null>(null)
  const close = () => setQuestion(null)
  const isLocked = settings.locks.includes('sites')
  const isList = settings.values.sites !== null || sites.length > 1
  const entryOf = ({ id }: SiteSummary): SiteEntry | null =>
    settings.values.sites?.find((entry) => entry.id === id) ?? null
  return (
    <div className={styles['section']}>
      {isLocked ? <p className={styles['locked']}>{t('siteSettings.locked')}</p> : null}
      {isList || isLocked ? null : <ConnectionForm settings={settings} />}
      <h3>{t('siteSettings.list')}</h3>
      <p className={styles['help']}>{t('siteSettings.help')}</p>
      {isList || isLocked ? (
        <ul className={styles['sites']} aria-label={t('siteSettings.list')}>
          {sites.map((site) => (
            <SiteRow
              key={site.id}
              site={site}
              isOnly={sites.length === 1}
              isLocked={isLocked}
              onEdit={() => setQuestion({ kind: 'edit', site })}
              onRemove={() => setQuestion({ kind: 'remove', site })}
            />
          ))}
        </ul>
      ) : null}
      <Button
        disabled={isLocked}
        title={isLocked ? t('siteSettings.locked') : undefined}
        onClick={() => setQuestion({ kind: 'add' })}
      >
        {t('siteSettings.add')}
      </Button>
      {question?.kind === 'add' ? <SiteDialog entry={null} name="" onClose={close} /> : null}
      {question?.kind === 'edit' ? (
        <SiteDialog entry={entryOf(question.site)} name={siteName(t, question.site)} onClose={close} />
      ) : null}
      {question?.kind === 'remove' ? <RemoveSiteDialog site={question.site} onClose={close} /> : null}
    </div>
  )
}

interface SiteRowProps {
  readonly site: SiteSummary
  readonly isOnly: boolean
  /** The administrator has fixed the list. */
  readonly isLocked: boolean
  readonly onEdit: () => void
  readonly onRemove: () => void
}

function SiteRow({ site, isOnly, isLocked, onEdit, onRemove }: SiteRowProps) {
  const { t } = useTranslation()
  const client = useClient()
  const told = useTold()
  const { current, show } = useSites()
  const shape = siteShape(site)
  const place = site.serverUrl === null ? t('siteSettings.isDemo') : `${site.serverUrl} · ${site.tenant}`
  const isHere = site.id === current?.id
  const whyNot = isLocked ? t('siteSettings.locked') : undefined
  return (
    <li className={styles['site']} data-site={site.id}>
      <StateIcon shape={shape} quiet={shape === 'online'} />
      <div className={styles['words']}>
        <strong>{siteName(t, site)}</strong>
        <span className={styles['help']}>{place}</span>
        <span className={styles['help']}>
          {siteStateInWords(t, site)}
          {site.waiting === 0 ? '' : ` · ${t('sites.waiting', { count: site.waiting })}`}
          {isHere ? ` · ${t('sites.current')}` : ''}
        </span>
        {site.problem === null ? null : <span className={styles['problem']}>{site.problem}</span>}
      </div>
      {site.state === 'failed' ? (
        <Button onClick={() => told(client.request('sites:reopen', { siteId: site.id }))}>{t('sites.tryAgain')}</Button>
      ) : null}
      {site.state === 'open' && !isHere ? (
        <Button onClick={() => show(site.id)}>{t('siteSettings.show')}</Button>
      ) : null}
      <Button disabled={isLocked} title={whyNot} onClick={onEdit}>
        {t('siteSettings.edit')}
      </Button>
      <Button
        disabled={isLocked || isOnly}
        title={whyNot ?? (isOnly ? t('siteSettings.last') : undefined)}
        onClick={onRemove}
      >
        {t('siteSettings.remove')}
      </Button>
    </li>
  )
}
