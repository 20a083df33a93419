import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { QueueStatus, StorageStatus } from '#shared/domain/queue.ts'
import type { BreakerStatus } from '#shared/domain/resilience.ts'
import { formatExact, formatMoment } from './format.ts'
import type { Translate } from './setup.ts'

export type BannerAction =
  | 'sign-in'
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
): BannerWords | null {
  const kept = t('sentence.waitingKept', { count: queue?.pending ?? 0 })
  const time = formatMoment(connection.lastOnlineAt ?? connection.since, now)
  switch (connection.reason) {
    case 'protocol-too-old':
      return banner('critical', 'settings', t('sentence.protocolTooOld'), kept)
    case 'protocol-too-new':
      return banner('critical', 'settings', t('sentence.protocolTooNew'), kept)
    case 'insecure-address':
      return banner('critical', 'settings', t('sentence.insecureAddress'), kept)
    default:
  }
  if (connection.state === 'needs-auth') {
    return banner('critical', 'sign-in', signInReason(t, connection), waiting(t, 'waitingSignIn', queue))
  }
  if (connection.state === 'disconnected') {
    if (connection.reason === 'disabled') return banner('critical', 'settings', t('sentence.disabledSince'), kept)
    const since = t('sentence.disconnectedSince', { time: formatMoment(connection.since, now) })
    return banner('critical', 'reconnect', since, waiting(t, 'waitingConnect', queue))
  }
  const isLost = connection.state === 'offline' || isReconnecting(connection)
  if (isLost) {
    return banner('critical', 'try-now', t('sentence.offlineSince', { time }), waiting(t, 'waitingSent', queue))
  }
  if (connection.state === 'degraded') return banner('medium', null, t('sentence.degraded'))
  if (queue?.isPaused === true) {
    return banner('medium', 'resume', t('sentence.paused'), waiting(t, 'waitingPaused', queue))
  }
  return null
}

type WaitingText = 'waitingSignIn' | 'waitingConnect' | 'waitingSent' | 'waitingPaused'

/** How many are sent by themselves, and apart from them how many are not sent before a person has decided. */
function waiting(t: Translate, text: WaitingText, queue: QueueStatus | null): string {
  const count = queue === null ? 0 : sendableOf(queue)
  const attention = queue?.attention ?? 0
  if (attention === 0) return t(`sentence.${text}`, { count })
  const decide = t('sentence.waitingDecision', { count: attention })
  return count === 0 ? decide : `${t(`sentence.${text}`, { count })} ${decide}`
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
  return { tone, action, text: sentences.join(' ') }
}

/** The sentence about this PC's storage, or null when it accepts changes. */
export function storageBanner(t: Translate, storage: StorageStatus): string | null {
  if (storage.state === 'full') return t('sentence.storageFull')
  if (storage.state === 'failed') return t('sentence.storageFailed')
  if (storage.state === 'read-only') return t('sentence.storageReadOnly')
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
