import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp, useUi } from '../../app/context.tsx'
import { useBreakers, useConnection } from '../../app/hooks/connection.ts'
import { useOperationActions } from '../../app/hooks/queue.ts'
import { useTold } from '../../app/hooks/told.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { Notice } from '../../components/Notice.tsx'
import {
  type BannerAction,
  type BannerWords,
  breakerBanner,
  connectionBanner,
  staleBanner,
  stallBanner,
  storageBanner,
} from '../../i18n/banner-words.ts'
import { formatAge } from '../../i18n/format.ts'
import { PolicyBanner } from './PolicyBanner.tsx'
import { UpdateBanner } from './UpdateBanner.tsx'

/** Below the strip: what is abnormal now, one sentence each. */
export function Banners() {
  return (
    <>
      <ConnectionBanner />
      <StorageBanner />
      <UpdateBanner />
      <PolicyBanner />
      <StartNotices />
    </>
  )
}

function ConnectionBanner() {
  const { t } = useTranslation()
  const connection = useApp((state) => state.connection)
  const queue = useApp((state) => state.queue)
  const session = useApp((state) => state.session)
  const now = useNow()
  if (connection === null) return null
  const words = connectionBanner(t, connection, queue, now, session)
  // What the queue lacks can wait until something can be sent at all; the sentence above it counts it already.
  if (words?.tone === 'critical')
    return <Banner words={words}>{words.action === 'try-now' ? <NextTry /> : null}</Banner>
  return (
    <>
      {words === null ? null : <Banner words={words} />}
      <QueueBanners />
    </>
  )
}

/** The queue stands still, or asks for a person's word: calm, since nothing is lost. */
function QueueBanners() {
  const { t } = useTranslation()
  const queue = useApp((state) => state.queue)
  const now = useNow(60_000)
  const { breakers, reset } = useBreakers()
  const told = useTold()
  if (queue === null) return null
  const breaker = breakerBanner(t, breakers, now)
  return [breaker, stallBanner(t, queue, now), staleBanner(t, queue)].map((words) =>
    words === null ? null : (
      <Banner key={words.action} words={words} onReset={() => told(reset(breaker?.breaker ?? ''))} />
    ),
  )
}

interface BannerProps {
  readonly words: BannerWords
  readonly onReset?: () => void
  readonly children?: ReactNode
}

function Banner({ words, onReset = () => undefined, children }: BannerProps) {
  return (
    <Notice
      role="status"
      tone={words.tone}
      action={
        <>
          {children}
          {words.action === null ? null : <BannerButton action={words.action} onReset={onReset} />}
        </>
      }
    >
      {words.text}
    </Notice>
  )
}

/** Counts down every second and is therefore kept out of what is read aloud. */
function NextTry() {
  const { t } = useTranslation()
  const connection = useApp((state) => state.connection)
  const now = useNow()
  const left = (connection?.nextAttemptAt ?? 0) - now
  const isTrying = connection?.state !== 'offline' || left <= 0
  return (
    <span aria-hidden>{isTrying ? t('banner.trying') : t('banner.nextTry', { age: formatAge(t, left + 999) })}</span>
  )
}

function BannerButton({ action, onReset }: { action: BannerAction; onReset: () => void }) {
  const { t } = useTranslation()
  const { connect } = useConnection()
  const { pause } = useOperationActions()
  const show = useUi((state) => state.show)
  const go = useUi((state) => state.go)
  const isDisabled = useApp((state) => state.connection?.reason === 'disabled')
  const told = useTold()
  const choices: Readonly<Record<BannerAction, { text: string; run: () => void }>> = {
    'sign-in': { text: t('banner.signIn'), run: () => show({ isTokenDialogOpen: true }) },
    'sign-in-again': { text: t('banner.signInAgain'), run: () => show({ isTokenDialogOpen: true }) },
    reconnect: { text: t('banner.reconnect'), run: () => told(connect()) },
    'try-now': { text: t('banner.tryNow'), run: () => told(connect()) },
    resume: { text: t('banner.resume'), run: () => told(pause(false)) },
    settings: {
      text: t('banner.settings'),
      run: () => go('settings', { topic: isDisabled ? 'realtimeEnabled' : 'connection' }),
    },
    'release-breaker': { text: t('banner.release'), run: onReset },
    'retry-breaker': { text: t('banner.tryNow'), run: onReset },
    'show-stale': { text: t('banner.show'), run: () => go('pending', { state: 'stale' }) },
    'show-pending': { text: t('banner.show'), run: () => go('pending', { scope: 'pending' }) },
  }
  return <Button onClick={choices[action].run}>{choices[action].text}</Button>
}

function StorageBanner() {
  const { t } = useTranslation()
  const storage = useApp((state) => state.storage)
  const text = storage === null ? null : storageBanner(t, storage)
  if (text === null) return null
  return (
    <Notice role="alert" tone="critical">
      {text}
    </Notice>
  )
}

function StartNotices() {
  const { t } = useTranslation()
  const notices = useApp((state) => state.app?.notices)
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  return notices
    ?.filter((notice) => !dismissed.includes(notice.code))
    .map((notice) => (
      <Notice
        key={notice.code}
        role="status"
        tone="medium"
        action={<Button onClick={() => setDismissed([...dismissed, notice.code])}>{t('action.dismiss')}</Button>}
      >
        {notice.message}
      </Notice>
    ))
}
