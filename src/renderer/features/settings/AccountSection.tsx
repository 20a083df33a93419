import { useTranslation } from 'react-i18next'
import type { SiteSummary } from '#shared/domain/sites.ts'
import { useApp, useUi } from '../../app/context.tsx'
import { siteName, siteStateInWords, useSites } from '../../app/hooks/sites.ts'
import { SessionFacts } from '../../app/session/SessionFacts.tsx'
import { useSignOut } from '../../app/session/use-sign-out.ts'
import { Button } from '../../components/Button.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatNumber } from '../../i18n/format.ts'
import styles from './SettingsPage.module.css'
import { TokenForm } from './TokenForm.tsx'

/** Who works at this console, what of whom waits, and how somebody else comes in. */
export function AccountSection() {
  const { t } = useTranslation()
  const session = useApp((state) => state.session)
  const isDemo = useApp((state) => state.connection?.isDemo === true)
  const needsToken = useApp((state) => state.connection?.state === 'needs-auth')
  const { sites, current } = useSites()
  const go = useUi((state) => state.go)
  const signOut = useSignOut()
  if (session === null) return <p className={styles['help']}>{t('settings.account.unknown')}</p>
  const waiting = session.ownWaiting + session.othersWaiting
  return (
    <div className={styles['form']}>
      {current === null || sites.length < 2 ? null : (
        <p className={styles['help']}>{t('settings.account.at', { name: siteName(t, current) })}</p>
      )}
      <div>
        <SessionFacts session={session} />
      </div>
      {needsToken ? (
        <p className={styles['result']}>
          <StateIcon shape="critical" />
          {t('settings.account.needsToken')}
        </p>
      ) : null}
      <div className={styles['buttons']}>
        {waiting === 0 ? null : (
          <Button onClick={() => go('pending', { scope: 'pending' })}>{t('settings.account.showWaiting')}</Button>
        )}
        {session.user === null || isDemo ? null : (
          <Button onClick={() => void signOut()}>{t('session.signOut')}</Button>
        )}
      </div>
      {isDemo ? null : (
        <>
          <h3>{session.user === null ? t('settings.account.signIn') : t('settings.account.switch')}</h3>
          <p className={styles['help']}>{t('settings.account.switchHelp')}</p>
          <TokenForm />
        </>
      )}
      {sites.length < 2 ? null : <OtherSites sites={sites.filter(({ id }) => id !== current?.id)} />}
    </div>
  )
}

/** Each site has a sign-in of its own. */
function OtherSites({ sites }: { sites: readonly SiteSummary[] }) {
  const { t } = useTranslation()
  return (
    <>
      <h3>{t('settings.account.others')}</h3>
      <table className={styles['metrics']}>
        <thead>
          <tr>
            <th scope="col">{t('settings.account.site')}</th>
            <th scope="col">{t('settings.account.user')}</th>
            <th scope="col">{t('settings.account.state')}</th>
            <th scope="col">{t('settings.account.waits')}</th>
          </tr>
        </thead>
        <tbody>
          {sites.map((site) => (
            <tr key={site.id}>
              <th scope="row">{siteName(t, site)}</th>
              <td>{site.user ?? t('settings.account.nobody')}</td>
              <td>{siteStateInWords(t, site)}</td>
              <td>{formatNumber(site.waiting)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
