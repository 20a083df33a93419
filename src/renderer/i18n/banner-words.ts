import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { QueueStatus, StorageStatus } from '#shared/domain/queue.ts'
import type { BreakerStatus } from '#shared/domain/resilience.ts'
import type { SessionStatus } from '#shared/domain/session.ts'
import { formatExact, formatMoment } from './format.ts'
import { sentencesInRow } from './format-lists.ts'
import type { Translate } from './setup.ts'

export type BannerAction =
  | 'sign-in'
  | 'sign-in-again'
  | 'reconnect'
  | 'try-now'
  | 'resume'
  | 'settings'
  | 'show-stale'
  | 'show-pending'
  | 'release-breaker'
  | 'retry-breaker'

export interface BannerWords {
  readonly tone: 'critical' | 'medium' | 'neutral'
  readonly text: string
  readonly action: BannerAction | null
}

/**
 * What is sent by itself as soon as it can be. Conflicts, refusals and what waited too long need a person first; what the
 * server has taken waits for its device.
 */
export function sendableOf(queue: QueueStatus): number {
  return queue.counts.queued + queue.counts.sending + queue.counts.unknown
}

/** The one sentence about the connection that matters now, or null when all is well. */
export function connectionBanner(
  t: Translate,
  connection: ConnectionStatus,
  queue: QueueStatus | null,
  now: number,
  session: SessionStatus | null = null,
): BannerWords | null {
  const kept = t('sentence.waitingKept', { count: queue?.pending ?? 0 })
  const time = formatMoment(connection.lastOnlineAt ?? connection.since, now)
  const rest = (text: WaitingText) => waiting(t, text, queue, session)
  switch (connection.reason) {
    case 'protocol-too-old':
      return banner('critical', 'settings', t('sentence.protocolTooOld'), kept)
    case 'protocol-too-new':
      return banner('critical', 'settings', t('sentence.protocolTooNew'), kept)
    case 'insecure-address':
      return banner('critical', 'settings', t('sentence.insecureAddress'), kept)
    default:
  }
  const signedOut = signedOutBanner(t, connection, session)
  if (signedOut !== null) return signedOut
  if (connection.state === 'needs-auth') {
    return banner('critical', 'sign-in-again', signInReason(t, connection), rest('waitingSignIn'))
  }
  if (connection.state === 'disconnected') {
    if (connection.reason === 'disabled') return banner('critical', 'settings', t('sentence.disabledSince'), kept)
    const since = t('sentence.disconnectedSince', { time: formatMoment(connection.since, now) })
    return banner('critical', 'reconnect', since, rest('waitingConnect'))
  }
  const isLost = connection.state === 'offline' || isReconnecting(connection)
  if (isLost) return banner('critical', 'try-now', t('sentence.offlineSince', { time }), rest('waitingSent'))
  if (connection.state === 'degraded') return banner('medium', null, t('sentence.degraded'))
  if (queue?.isPaused === true) return banner('medium', 'resume', t('sentence.paused'), rest('waitingPaused'))
  return null
}

/** Somebody has signed out: what waits is theirs, and waits for them. Null: that is not what keeps the console from its site. */
function signedOutBanner(
  t: Translate,
  { state, reason }: ConnectionStatus,
  session: SessionStatus | null,
): BannerWords | null {
  if (session === null || session.user !== null || session.lastUser === null) return null
  const isAway = state === 'disconnected' || (state === 'needs-auth' && reason === 'token-missing')
  if (!isAway) return null
  const { lastUser, ownWaiting } = session
  return banner('critical', 'sign-in', t('sentence.signedOut', { name: lastUser.name, count: ownWaiting }))
}

type WaitingText = 'waitingSignIn' | 'waitingConnect' | 'waitingSent' | 'waitingPaused'

/**
 * How many are sent by themselves, and apart from them how many are not sent before a person has decided, or before
 * somebody else signs in.
 */
function waiting(t: Translate, text: WaitingText, queue: QueueStatus | null, session: SessionStatus | null): string {
  const others = session?.othersQueued ?? 0
  const count = queue === null ? 0 : Math.max(0, sendableOf(queue) - others)
  const attention = queue?.attention ?? 0
  const rest = [
    ...(attention === 0 ? [] : [t('sentence.waitingDecision', { count: attention })]),
    ...(others === 0 ? [] : [t('sentence.waitingOthers', { count: others })]),
  ]
  if (rest.length === 0) return t(`sentence.${text}`, { count })
  return sentencesInRow([...(count === 0 ? [] : [t(`sentence.${text}`, { count })]), ...rest])
}

/** A new try after a lost connection is still "offline" to an operator. */
function isReconnecting(connection: ConnectionStatus): boolean {
  const isTrying = connection.state === 'connecting' || connection.state === 'authenticating'
  return isTrying && connection.attempt > 1
}

function signInReason(t: Translate, connection: ConnectionStatus): string {
  switch (connection.reason) {
    case 'token-expired':
      return t('sentence.tokenExpired')
    case 'token-missing':
      return t('sentence.tokenMissing')
    case 'tenant-refused':
      return t('sentence.tenantRefused')
    default:
      return t('sentence.tokenRefused')
  }
}

function banner(tone: BannerWords['tone'], action: BannerAction | null, ...sentences: string[]): BannerWords {
  return { tone, action, text: sentencesInRow(sentences) }
}

/** The sentence about this PC's storage, or null when all is well. */
export function storageBanner(t: Translate, storage: StorageStatus): string | null {
  if (storage.state === 'full') return t('sentence.storageFull')
  if (storage.state === 'failed') return t('sentence.storageFailed')
  if (storage.state === 'read-only') return t('sentence.storageReadOnly')
  if (storage.state === 'newer')
    return t(storage.detail === 'hidden' ? 'updates.storageNewerHidden' : 'updates.storageNewer')
  if (storage.state === 'refusing') return t('sentence.storageRefusing', { detail: storage.detail ?? '' })
  return null
}

/** The queue stands still although it could move, since when, and what is done about it; null while it moves. */
export function stallBanner(t: Translate, queue: QueueStatus, now: number): BannerWords | null {
  if (queue.stall === null) return null
  const { message, since } = queue.stall
  return banner('medium', 'show-pending', t('sentence.stalledSince', { time: formatMoment(since, now), message }))
}

/** What waited too long and is not sent before somebody confirms it again; null when nothing did. */
export function staleBanner(t: Translate, queue: QueueStatus): BannerWords | null {
  const count = queue.counts.stale
  return count === 0 ? null : banner('medium', 'show-stale', t('sentence.stale', { count }))
}

/** What a breaker guards, by the last part of its name. */
export function errandOf(breaker: BreakerStatus): string {
  return breaker.name.split(' · ').at(-1) ?? breaker.name
}

/** Sending is held back by its circuit breaker, by itself or by an operator; null while it is not. */
export function breakerBanner(
  t: Translate,
  breakers: readonly BreakerStatus[] | null,
  now: number,
): (BannerWords & { readonly breaker: string }) | null {
  const breaker = breakers?.find((one) => errandOf(one) === 'operations')
  if (breaker === undefined) return null
  const { name, state, nextProbeAt } = breaker
  if (state === 'forced-open') {
    return { ...banner('medium', 'release-breaker', t('sentence.breakerForced')), breaker: name }
  }
  if (state !== 'open' || nextProbeAt === null) return null
  const time = formatExact(nextProbeAt, now)
  return { ...banner('medium', 'retry-breaker', t('sentence.breakerOpen', { time })), breaker: name }
}
