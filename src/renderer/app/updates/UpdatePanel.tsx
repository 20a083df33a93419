import { useTranslation } from 'react-i18next'
import type { UpdateStatus } from '#shared/domain/updates.ts'
import { Button } from '../../components/Button.tsx'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { Notice } from '../../components/Notice.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatMoment } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import { useApp } from '../context.tsx'
import { useNow } from '../time.ts'
import styles from './UpdatePanel.module.css'
import { checkedSentence, problemSentence, updateSentence } from './update-words.ts'
import { type UpdateAct, useUpdates } from './use-updates.ts'

/** The version that runs, the one that is offered, and the way from one to the other. */
export function UpdatePanel() {
  const { t } = useTranslation()
  const { status, act } = useUpdates()
  const now = useNow(60_000)
  if (status === null) return null
  const { offered, problem } = status
  return (
    <div className={styles['panel']}>
      <DescriptionList
        items={[
          { term: t('updates.present'), value: status.version },
          { term: t('updates.checked'), value: checkedSentence(t, status, now) },
          ...(offered === null ? [] : [{ term: t('updates.offered'), value: offeredWords(t, offered, now) }]),
        ]}
      />
      <p role="status" className={styles['state']}>
        {updateSentence(t, status)}
      </p>
      {status.state === 'downloading' ? <Progress status={status} /> : null}
      {problem === null ? null : (
        <Notice tone={problem.code === 'older' ? 'neutral' : 'medium'} role="status" isInset>
          {problemSentence(t, status)}
          <span className={styles['detail']}>{foreignText(problem.detail)}</span>
        </Notice>
      )}
      {offered === null || offered.notes === '' ? null : (
        <section aria-label={t('updates.notes')} className={styles['notes']}>
          <h3>{t('updates.notes')}</h3>
          {/* Text as it was written: nothing in it is taken for markup. */}
          <pre dir="auto">{offered.notes}</pre>
        </section>
      )}
      <Acts status={status} act={act} />
    </div>
  )
}

function offeredWords(
  t: Translate,
  { version, releasedAt }: NonNullable<UpdateStatus['offered']>,
  now: number,
): string {
  if (releasedAt === null) return version
  return t('updates.offeredSince', { version: foreignText(version), time: formatMoment(releasedAt, now) })
}

function Progress({ status }: { status: UpdateStatus }) {
  const { t } = useTranslation()
  const { bytes, total } = status.progress ?? { bytes: 0, total: 1 }
  return <progress aria-label={t('updates.progress')} className={styles['progress']} value={bytes} max={total} />
}

function Acts({ status, act }: { status: UpdateStatus; act: (name: UpdateAct) => void }) {
  const { t } = useTranslation()
  const wish = useApp((state) => state.settings?.values.updateInstall ?? 'ask')
  const { state, canInstall } = status
  const isOff = state === 'off'
  const isBusy = state === 'checking' || state === 'backing-up' || state === 'installing'
  const mayInstall = canInstall && wish !== 'never'
  return (
    <>
      <div className={styles['buttons']}>
        {state === 'available' && mayInstall ? (
          <Button tone="primary" onClick={() => act('updates:download')}>
            {t('updates.download')}
          </Button>
        ) : null}
        {state === 'ready' && mayInstall ? (
          <Button tone="primary" onClick={() => act('updates:install')}>
            {t('updates.install')}
          </Button>
        ) : null}
        {state === 'downloading' || state === 'waiting' ? (
          <Button onClick={() => act('updates:cancel')}>{t('action.cancel')}</Button>
        ) : (
          <Button disabled={isOff || isBusy} onClick={() => act('updates:check')}>
            {t('updates.check')}
          </Button>
        )}
      </div>
      {isOff ? <p className={styles['help']}>{t('updates.offHelp')}</p> : null}
      {state === 'ready' && mayInstall ? <p className={styles['help']}>{t('updates.installHelp')}</p> : null}
      {state === 'available' && wish === 'never' ? <p className={styles['help']}>{t('updates.neverHelp')}</p> : null}
      {state === 'available' && !canInstall ? <p className={styles['help']}>{t('updates.byHandHelp')}</p> : null}
    </>
  )
}
