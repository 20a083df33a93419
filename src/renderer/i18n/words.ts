import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { EntityType } from '#shared/domain/ids.ts'
import type { OperationView, QueueStatus, StorageStatus } from '#shared/domain/queue.ts'
import type { RequestError } from '../ipc/client.ts'
import { formatAge, formatMoment } from './format.ts'
import { en, type Translate } from './setup.ts'

/** Turns ids inside values into names where this PC knows them, for example a playlist's. */
export type NameOf = (entityType: EntityType, id: string) => string | undefined

export function errorSentence(t: Translate, error: RequestError): string {
  const sentence = t(`error.code.${error.code}`)
  const isGeneral = error.code === 'internal' || error.code === 'bad-request'
  return isGeneral || error.message === '' ? sentence : error.message
}

/** A field's value in words. */
export function valueInWords(t: Translate, field: string, value: unknown, nameOf?: NameOf): string {
  if (value === null || value === undefined) return t('field.none')
  if (value === '' || (Array.isArray(value) && value.length === 0)) return t('field.empty')
  if (typeof value === 'boolean') return value ? t('field.yes') : t('field.no')
  if (field === 'playlistId' && typeof value === 'string') return nameOf?.('playlist', value) ?? value
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value.join(', ')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function fieldInWords(t: Translate, field: string): string {
  return field in en.field ? t(`field.${field as 'name'}`) : field
}

/** What an operation does, as one short line. */
export function operationInWords(t: Translate, operation: OperationView, nameOf?: NameOf): string {
  const { kind, fields, baseFields, entityName: name, entityType, command } = operation
  const entity = t(`pending.noun.${entityType}`)
  if (kind === 'create') return t('pending.what.create', { entity, name })
  if (kind === 'delete') return t('pending.what.delete', { entity, name })
  if (kind === 'command') {
    if (command !== null && command in en.pending.what.commandFor) {
      return t(`pending.what.commandFor.${command as 'reload'}`, { name })
    }
    return t('pending.what.command', { command: command ?? '', name })
  }
  const names = Object.keys(fields)
  const [only] = names
  if (names.length === 1 && only !== undefined) {
    const value = fields[only]
    if (only === 'name') {
      return t('pending.what.rename', {
        from: valueInWords(t, 'name', baseFields['name'] ?? name),
        to: valueInWords(t, 'name', value),
      })
    }
    const field = fieldInWords(t, only).toLowerCase()
    const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0)
    if (isEmpty) return t('pending.what.clearOne', { field, name })
    return t('pending.what.setOne', { field, name, value: `‘${valueInWords(t, only, value, nameOf)}’` })
  }
  const list = names.map((field) => fieldInWords(t, field).toLowerCase()).join(', ')
  return t('pending.what.setMany', { fields: list, name })
}

/** Why an operation is not sent, or what became of it, as a full sentence. */
export function waitInWords(t: Translate, operation: OperationView, now: number): string {
  const noun = t(`pending.noun.${operation.entityType}`)
  const { state, wait, lastError, conflict, nextAttemptAt } = operation
  if (state === 'applied' || state === 'cancelled' || state === 'expired' || state === 'merged') {
    return t(`pending.outcome.${state}`, { noun })
  }
  if (wait.reason === 'refused') {
    if (lastError === null) return t('pending.why.refusedPlain')
    return t('pending.why.refused', { message: lastError.message })
  }
  if (wait.reason === 'conflict') {
    return conflict?.isDeleted === true ? t('pending.why.conflictDeleted') : t('pending.why.conflict')
  }
  if (wait.reason === 'backing-off') {
    const left = (nextAttemptAt ?? now) - now
    if (left <= 0) return t('pending.why.backing-off-now')
    return t('pending.why.backing-off', { age: formatAge(t, Math.max(1_000, left)) })
  }
  return t(`pending.why.${wait.reason}`, { noun })
}

export type BannerAction = 'sign-in' | 'reconnect' | 'try-now' | 'resume' | 'settings'

export interface BannerWords {
  readonly tone: 'critical' | 'medium' | 'neutral'
  readonly text: string
  readonly action: BannerAction | null
}

/** The one sentence about the connection that matters now, or null when all is well. */
export function connectionBanner(
  t: Translate,
  connection: ConnectionStatus,
  queue: QueueStatus | null,
  now: number,
): BannerWords | null {
  const count = queue?.pending ?? 0
  const time = formatMoment(connection.lastOnlineAt ?? connection.since, now)
  switch (connection.reason) {
    case 'protocol-too-old':
      return banner('critical', 'settings', t('sentence.protocolTooOld'), t('sentence.waitingKept', { count }))
    case 'protocol-too-new':
      return banner('critical', 'settings', t('sentence.protocolTooNew'), t('sentence.waitingKept', { count }))
    case 'insecure-address':
      return banner('critical', 'settings', t('sentence.insecureAddress'), t('sentence.waitingKept', { count }))
    default:
  }
  if (connection.state === 'needs-auth') {
    return banner('critical', 'sign-in', signInReason(t, connection), t('sentence.waitingSignIn', { count }))
  }
  if (connection.state === 'disconnected') {
    if (connection.reason === 'disabled') {
      return banner('critical', 'settings', t('sentence.disabledSince'), t('sentence.waitingKept', { count }))
    }
    const since = formatMoment(connection.since, now)
    return banner(
      'critical',
      'reconnect',
      t('sentence.disconnectedSince', { time: since }),
      t('sentence.waitingConnect', { count }),
    )
  }
  const isLost = connection.state === 'offline' || isReconnecting(connection)
  if (isLost) {
    return banner('critical', 'try-now', t('sentence.offlineSince', { time }), t('sentence.waitingSent', { count }))
  }
  if (connection.state === 'degraded') return banner('medium', null, t('sentence.degraded'))
  if (queue?.isPaused === true) {
    return banner('medium', 'resume', t('sentence.paused'), t('sentence.waitingPaused', { count }))
  }
  return null
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

/** The reason of a transition. A code from a newer version is shown as it is, readable at least. */
export function reasonInWords(t: Translate, reason: string): string {
  const [code = '', detail] = reason.split(':')
  const words = code in en.pending.reason ? t(`pending.reason.${code as 'acknowledged'}`) : code.replaceAll('-', ' ')
  return detail === undefined ? words : `${words} (${detail.replaceAll('-', ' ')})`
}
