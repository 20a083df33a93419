import { useTranslation } from 'react-i18next'
import { useApp, useUi } from '../../app/context.tsx'
import { useNow } from '../../app/time.ts'
import { problemSentence, updateNews, updateSentence } from '../../app/updates/update-words.ts'
import { useUpdates } from '../../app/updates/use-updates.ts'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'

/** A new version waits for somebody, is being installed, or was refused. */
export function UpdateBanner() {
  const { t } = useTranslation()
  const { status, act } = useUpdates()
  const go = useUi((state) => state.go)
  const wish = useApp((state) => state.settings?.values.updateInstall ?? 'ask')
  const now = useNow(60_000)
  const news = status === null ? null : updateNews(status, now)
  if (status === null || news === null) return null
  const later = <Button onClick={() => act('updates:put-off')}>{t('updates.later')}</Button>
  const show = <Button onClick={() => go('settings', { topic: 'updates' })}>{t('updates.show')}</Button>
  const install = <Button onClick={() => act('updates:install')}>{t('updates.install')}</Button>
  const cancel = <Button onClick={() => act('updates:cancel')}>{t('action.cancel')}</Button>
  const actions = {
    available: [show, later],
    ready: wish === 'never' ? [show, later] : [install, show, later],
    'going-on': status.state === 'waiting' ? [cancel] : [],
    refused: [show, later],
  }[news]
  return (
    <Notice
      role="status"
      tone={news === 'refused' ? 'medium' : 'neutral'}
      action={actions.map((action, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same buttons in the same order
        <span key={index}>{action}</span>
      ))}
    >
      {news === 'refused' ? problemSentence(t, status) : updateSentence(t, status)}
    </Notice>
  )
}
