import type { Effect, Evidence, StoredOperation, Violation, ViolationKind } from './evidence.ts'
import type { Merges } from './merges.ts'

/** Reasons of an end without an effect that nobody has to explain: a person, or the operation's own making, wanted it so. */
const WANTED_ENDS = new Set([
  'rolled-back-by-operator',
  'batch:rolled-back-by-operator',
  'discarded-by-operator',
  'deleted-before-sent',
  'never-sent',
  'already-deleted',
  'already-at-server',
])

/** Every stored operation has the effect that its state tells of, and every effect a stored operation of this console. */
export function checkFates(evidence: Evidence, effects: readonly Effect[], merges: Merges): Violation[] {
  const { stored, clientId, takenBack, after } = evidence
  const there = new Set(after.map(({ entityType, id }) => `${entityType} ${id}`))
  const byKey = Map.groupBy(effects, (effect) => effect.key ?? '')
  return [
    ...stored.flatMap((operation) => checkOne(operation, byKey.get(operation.key) ?? [], merges, there)),
    ...effects.flatMap((effect) => checkOrigin(effect, clientId, merges)),
    ...takenBack.flatMap((key) => checkTakenBack(key, merges.get(key))),
  ]
}

/** @param there everything that exists at the end. */
function checkOne(
  operation: StoredOperation,
  effects: readonly Effect[],
  merges: Merges,
  there: ReadonlySet<string>,
): Violation[] {
  const blame = (what: ViolationKind, detail: string): Violation[] => [{ what, key: operation.key, detail }]
  if (effects.length > 1) return blame('doubled', `${named(operation)} has ${effects.length} effects`)
  if (effects.length === 0) return isTooLate(operation, there) ? [] : checkWithoutEffect(operation, merges, blame)
  if (isKnownAsApplied(operation)) return []
  return blame('misjudged', `${named(operation)} was applied; the console holds it as ${operation.state}`)
}

/** A command that asked to be confirmed again lets a deletion pass; confirmed after that, there is nobody to take it. */
function isTooLate(
  { kind, entityType, entityId, lastError, reasons }: StoredOperation,
  there: ReadonlySet<string>,
): boolean {
  const isConfirmed = kind === 'command' && reasons.includes('confirmed-by-operator')
  return isConfirmed && lastError?.code === 'not-found' && !there.has(`${entityType} ${entityId}`)
}

/** A command that was taken may have failed at its device, or its device may have said nothing in time. */
function isKnownAsApplied({ state, kind, lastError }: StoredOperation): boolean {
  if (state === 'applied') return true
  if (kind !== 'command') return false
  return state === 'accepted' || state === 'unconfirmed' || lastError?.code === 'device-failed'
}

function checkWithoutEffect(
  operation: StoredOperation,
  merges: Merges,
  blame: (what: ViolationKind, detail: string) => Violation[],
): Violation[] {
  const { state, kind, lastError, reasons } = operation
  const reason = reasons.at(-1) ?? ''
  switch (state) {
    case 'merged':
      if (merges.carrierOf(operation) !== null) return []
      return blame('lost', `${named(operation)} was merged, and nothing carries its values (${reason})`)
    case 'applied':
    case 'accepted':
    case 'unconfirmed':
      return blame('lost', `${named(operation)} is ${state} in the console's file and has no effect`)
    case 'cancelled':
      return WANTED_ENDS.has(reason) ? [] : blame('refused', `${named(operation)} was cancelled: ${reason}`)
    case 'expired':
      return kind === 'command' ? [] : blame('refused', `${named(operation)} has expired: ${reason}`)
    case 'conflicted':
    case 'quarantined':
      return blame(
        'refused',
        `${named(operation)} is ${state}: ${lastError?.code ?? reason} ${lastError?.message ?? ''}`,
      )
    default:
      return blame('unsettled', `${named(operation)} is ${state} in the console's file and has no effect`)
  }
}

function checkOrigin(effect: Effect, clientId: string, merges: Merges): Violation[] {
  const key = effect.key ?? '(no key)'
  const operation = merges.get(key)
  if (operation === undefined || effect.clientId !== clientId) {
    const detail = `effect ${effect.id} on ${effect.entityType} ${effect.entityId} comes from no operation of this console`
    return [{ what: 'foreign', key, detail }]
  }
  if (isSame(operation, effect)) return []
  const detail = `effect ${effect.id} is a ${effect.kind} of ${effect.entityId} with number ${effect.clientSequence}; ${named(operation)} was made`
  return [{ what: 'foreign', key, detail }]
}

/** Its effect, if there is one, is told above. */
function checkTakenBack(key: string, operation: StoredOperation | undefined): Violation[] {
  if (operation?.state === 'cancelled') return []
  return [{ what: 'misjudged', key, detail: `was taken back, and is ${operation?.state ?? 'not in the file'}` }]
}

function isSame(operation: StoredOperation, effect: Effect): boolean {
  return (
    operation.clientSequence === effect.clientSequence &&
    operation.kind === effect.kind &&
    operation.entityType === effect.entityType &&
    operation.entityId === effect.entityId
  )
}

export function named({ kind, entityType, entityId, clientSequence }: StoredOperation): string {
  return `number ${clientSequence} (${kind} of ${entityType} ${entityId})`
}
