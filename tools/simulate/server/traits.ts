import { MAX_LOOKUP_KEYS, MAX_MESSAGE_BYTES } from '../../../src/shared/protocol/version.ts'

/** In what a fleet server differs from others. */
export interface ServerTraits {
  readonly hasLookup: boolean
  readonly hasAtomicBatch: boolean
  readonly hasCommandReports: boolean
  /** It names new entities itself. */
  readonly assignsIds: boolean
  readonly batchOperations: number
  readonly page: number
}

export const FULL_TRAITS: ServerTraits = {
  hasLookup: true,
  hasAtomicBatch: true,
  hasCommandReports: true,
  assignsIds: false,
  batchOperations: 100,
  page: 50,
}

export function capabilitiesOf(traits: ServerTraits): string[] {
  return [
    'idempotent-apply',
    'compare-and-set',
    'delta-feed',
    'batch',
    ...(traits.hasLookup ? ['lookup'] : []),
    ...(traits.hasAtomicBatch ? ['atomic-batch'] : []),
    ...(traits.hasCommandReports ? ['command-reports'] : []),
    ...(traits.assignsIds ? ['assigned-ids'] : []),
  ]
}

export function limitsOf(traits: ServerTraits) {
  const { batchOperations, page } = traits
  return { messageBytes: MAX_MESSAGE_BYTES, batchOperations, lookupKeys: MAX_LOOKUP_KEYS, page }
}
