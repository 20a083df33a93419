import { useMemo } from 'react'
import type { OperationState } from '#shared/domain/operation.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { usePendingOperations } from '../../app/hooks/queue.ts'
import { useIsBringingBack } from '../../app/operations/acts.tsx'
import { useStableOrder } from '../../app/stable-order.ts'
import type { OperationQuery } from '../../stores/operation-list.ts'
import { groupOfHeading, groupOfMore } from './lanes.ts'
import { type Selection, useMarking } from './use-marking.ts'
import { type OperationGroups, PAGE_SIZE, useOperationGroups } from './use-operation-groups.ts'

interface Asked {
  readonly query: OperationQuery
  readonly text: string
  readonly state: OperationState | null
  readonly isHeld: boolean
}

/** The operations that are listed, as one list or in groups, in which order, and which of them are selected. */
export function useListed({ query, text, state, isHeld }: Asked, selection: Selection) {
  const [selected] = selection
  const isReturning = useIsBringingBack()
  const { scope } = query
  const isWaiting = scope === 'pending' && query.states?.includes('accepted') !== true
  const groups = useOperationGroups(isWaiting ? query : null, text)
  // In groups the list tells only whether all is well.
  const list = usePendingOperations(query, groups.by === 'none' ? undefined : 1, text)
  const marking = useMarking(groups, { states: query.states, text }, selection)
  const { byKey, keys } = useKeyed(list.operations, groups.rows, marking.inGroups)
  const wish = JSON.stringify([scope, state, text, ...wishOf(groups)])
  const isThere = (id: string) => byKey.has(id) || groups.byId.has(groupOfHeading(id) ?? groupOfMore(id) ?? '')
  const stable = useStableOrder(groups.lines ?? keys, isHeld && !isReturning, wish, isThere)
  const chosen = useMemo(() => {
    const all = new Set([...selected, ...marking.inGroups.map(({ key }) => key)])
    return [...all].map((key) => byKey.get(key)).filter((operation) => operation !== undefined)
  }, [selected, marking.inGroups, byKey])
  return { list, groups, marking, byKey, stable, chosen }
}

/** Every operation that is read, by key, and the keys of the list. */
function useKeyed(
  listed: readonly OperationView[],
  inOpen: ReadonlyMap<string, OperationView>,
  inMarked: readonly OperationView[],
) {
  return useMemo(() => {
    const keyed = (operations: readonly OperationView[]) => operations.map((one) => [one.key, one] as const)
    return { byKey: new Map([...keyed(listed), ...keyed(inMarked), ...inOpen]), keys: listed.map(({ key }) => key) }
  }, [listed, inOpen, inMarked])
}

/** What the reader has asked for of the groups and sees now: another one renews the order, whoever holds it. */
function wishOf({ outline, open, groups }: OperationGroups): readonly unknown[] {
  const pages = groups.map(({ rows }) => Math.ceil(rows.length / PAGE_SIZE)).filter((count) => count > 0)
  return [outline?.by, [...open.keys()], pages]
}
