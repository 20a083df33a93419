import type { OperationView } from '#shared/domain/queue.ts'
import { readable, refusalPhrase } from './code-words.ts'
import { en } from './en/texts.ts'
import { inSentence } from './foreign-text.ts'
import { formatAge } from './format.ts'
import { namesInRow, quoted, withinSentence } from './format-lists.ts'
import type { Translate } from './setup.ts'
import { fieldInWords, type NameOf, valueInWords } from './words.ts'

/** Values of one change that are said in a line; the rest is counted. */
const VALUES_SAID = 2

/** What an operation does, as one short line. */
export function operationInWords(t: Translate, operation: OperationView, nameOf?: NameOf): string {
  const { kind, entityType, command } = operation
  const name = inSentence(operation.entityName)
  const entity = t(`pending.noun.${entityType}`)
  if (kind === 'create') return t('pending.what.create', { entity, name })
  if (kind === 'delete') return t('pending.what.delete', { entity, name })
  if (kind === 'command') {
    const { contentName } = operation
    if (contentName !== undefined) return t('push.what', { content: inSentence(contentName), name })
    if (command !== null && command in en.pending.what.commandFor) {
      return t(`pending.what.commandFor.${command as 'reload'}`, { name })
    }
    return t('pending.what.command', { command: command ?? '', name })
  }
  return updateInWords(t, operation, nameOf)
}

function updateInWords(t: Translate, operation: OperationView, nameOf?: NameOf): string {
  const { fields, baseFields } = operation
  const name = inSentence(operation.entityName)
  const names = Object.keys(fields)
  const [only] = names
  // The checksum says that all the rest is of another file.
  if (operation.entityType === 'content' && names.includes('checksum')) return t('pending.what.newFile', { name })
  if (only === undefined) return t('pending.what.change', { name })
  if (names.length > 1) {
    const said = names.slice(0, VALUES_SAID).map((field) => {
      const value = valueInSentence(t, field, fields[field], nameOf)
      return t('pending.what.fieldValue', { field: withinSentence(fieldInWords(t, field)), value })
    })
    // The count comes first, where a narrow column does not cut it off.
    const words = { name, values: namesInRow(said), count: names.length }
    return names.length > said.length ? t('pending.what.setMore', words) : t('pending.what.setMany', words)
  }
  if (only === 'name') {
    return t('pending.what.rename', {
      from: inSentence(valueInWords(t, 'name', baseFields['name'] ?? operation.entityName)),
      to: inSentence(valueInWords(t, 'name', fields[only])),
    })
  }
  const field = withinSentence(fieldInWords(t, only))
  if (isNothing(fields[only])) return t('pending.what.clearOne', { field, name })
  return t('pending.what.setOne', { field, name, value: valueInSentence(t, only, fields[only], nameOf) })
}

/** Others' words stand between marks; a list of things is counted. */
function valueInSentence(t: Translate, field: string, value: unknown, nameOf?: NameOf): string {
  if (Array.isArray(value) && value.some((entry) => typeof entry === 'object')) {
    return t('pending.what.entries', { count: value.length })
  }
  const words = inSentence(valueInWords(t, field, value, nameOf))
  return isNothing(value) ? words : quoted(words)
}

function isNothing(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** The state in a word or two. What cannot be read has one of its own. */
export function stateInWords(t: Translate, { state, wait }: Pick<OperationView, 'state' | 'wait'>): string {
  return wait.reason === 'unreadable' ? t('pending.unreadableState') : t(`operationState.${state}`)
}

export function commandInWords(t: Translate, command: string | null): string {
  return command !== null && command in en.command ? t(`command.${command as 'reload'}`) : (command ?? '')
}

/** The command of an operation, with what it is given. */
export function commandOf(t: Translate, { command, contentName }: OperationView): string {
  return contentName === undefined
    ? commandInWords(t, command)
    : t('push.command', { content: inSentence(contentName) })
}

/** Why an operation is not sent, or what became of it, as a full sentence. `now`: milliseconds since the epoch. */
export function waitInWords(t: Translate, operation: OperationView, now: number): string {
  const noun = t(`pending.noun.${operation.entityType}`)
  const { state, wait } = operation
  switch (state) {
    case 'applied':
    case 'unconfirmed':
    case 'cancelled':
    case 'expired':
    case 'merged':
      return t(`pending.outcome.${state}`, { noun })
    default:
  }
  switch (wait.reason) {
    case 'refused':
      return refusalInWords(t, operation)
    case 'unreadable':
      return t('pending.why.unreadable', { message: operation.lastError?.message ?? '' }).trim()
    case 'conflict':
      return operation.conflict?.isDeleted === true ? t('pending.why.conflictDeleted') : t('pending.why.conflict')
    case 'backing-off':
      return backingOffInWords(t, operation.nextAttemptAt ?? now, now)
    case 'asks-again':
      return staleInWords(t, operation, now)
    default:
      return t(`pending.why.${wait.reason}`, { noun })
  }
}

/** Refusals that this console or the device has spoken, each a full sentence of its own. */
const OWN_REFUSALS: readonly string[] = ['batch-refused', 'batch-expired', 'dependency-gone', 'outcome-unknown']

function refusalInWords(t: Translate, { lastError }: OperationView): string {
  if (lastError === null) return t('pending.why.refusedPlain')
  const { code, message } = lastError
  if (code === 'device-failed') return t('pending.why.deviceFailed', { message })
  // A server that gives no words of its own has at least a code.
  const said = message.trim() === '' || message === code ? `${refusalPhrase(t, code) ?? readable(code)}.` : message
  return OWN_REFUSALS.includes(code) ? message : t('pending.why.refused', { message: said })
}

function backingOffInWords(t: Translate, nextAttemptAt: number, now: number): string {
  const left = nextAttemptAt - now
  if (left <= 0) return t('pending.why.backing-off-now')
  return t('pending.why.backing-off', { age: formatAge(t, Math.max(1_000, left)) })
}

/** What is sent to which device once it is confirmed again, and how long it has waited. */
function staleInWords(t: Translate, operation: OperationView, now: number): string {
  const age = formatAge(t, now - operation.waitingSince)
  if (operation.kind !== 'command') return t('pending.why.asks-again', { age })
  const command = commandOf(t, operation)
  return t('pending.why.asks-again-command', { age, command, name: inSentence(operation.entityName) })
}

const KEY = /^[0-9a-f-]{36}$/

/** The reason of a transition. A code from a newer version is shown as it is, readable at least. */
export function reasonInWords(t: Translate, reason: string): string {
  const [code = '', ...details] = reason.split(':')
  const words = code in en.pending.reason ? t(`pending.reason.${code as 'acknowledged'}`) : readable(code)
  const detail = details.join(':')
  if (detail === '' || KEY.test(detail)) return words
  if (code === 'batch') return t('pending.reasonWith.batch', { reason: reasonInWords(t, detail) })
  if (code === 'priority') return t('pending.reasonWith.priority', { priority: priorityInWords(t, detail) })
  const cause = refusalPhrase(t, detail) ?? readable(detail)
  if (code === 'rejected' || code === 'refused') return t(`pending.reasonWith.${code}`, { cause })
  return t('pending.reasonWith.other', { reason: words, cause })
}

function priorityInWords(t: Translate, priority: string): string {
  return priority in en.pending.priority ? t(`pending.priority.${priority as 'high'}`) : readable(priority)
}

/** The change that carries a merged one along, or null. */
export function carrierOf(reason: string): string | null {
  const [code, key = ''] = reason.split(':')
  return code === 'merged-into' && KEY.test(key) ? key : null
}
