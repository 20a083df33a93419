import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import { useKept } from '../../app/kept.ts'
import type { GridGrouping } from '../../components/grid-types.ts'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import { stateInWords } from '../../i18n/operation-words.ts'
import type { Translate } from '../../i18n/setup.ts'
import { groupsOf, linesOf, type OperationGroup, type OperationGrouping } from './lanes.ts'

const OPEN: ReadonlySet<string> = new Set()

export interface OperationGroups {
  readonly by: OperationGrouping
  readonly setBy: (by: OperationGrouping) => void
  readonly byId: ReadonlyMap<string, OperationGroup>
  /** The lines of the grid; null: nothing is grouped. */
  readonly lines: readonly string[] | null
  readonly collapsed: ReadonlySet<string>
  readonly setCollapsed: (collapsed: ReadonlySet<string>) => void
}

/** How the list is grouped, and which groups are closed. */
export function useOperationGroups(operations: readonly OperationView[], isPossible: boolean): OperationGroups {
  const [wished, setBy] = useKept<OperationGrouping>('pending/by', 'none')
  const [collapsed, setCollapsed] = useKept('pending/collapsed', OPEN)
  const by = isPossible ? wished : 'none'
  const groups = useMemo(() => groupsOf(operations, by), [operations, by])
  return {
    by,
    setBy: (next) => {
      setBy(next)
      setCollapsed(OPEN)
    },
    byId: useMemo(() => new Map(groups.map((group) => [group.id, group])), [groups]),
    lines: useMemo(() => (by === 'none' ? null : linesOf(groups, collapsed)), [by, groups, collapsed]),
    collapsed,
    setCollapsed,
  }
}

/** The groups as the grid draws them; undefined where nothing is grouped. A group is selected by its heading. */
export function useGridGroups(groups: OperationGroups, selected: ReadonlySet<string>): GridGrouping | undefined {
  const { t } = useTranslation()
  const { by, byId, collapsed, setCollapsed } = groups
  if (by === 'none') return undefined
  const keysOf = (id: string) => byId.get(id)?.operations.map(({ key }) => key) ?? []
  return {
    headingOf: (id) => {
      const group = byId.get(id)
      if (group === undefined) return null
      const mark = { label: t('pending.group.select'), isSelected: keysOf(id).every((key) => selected.has(key)) }
      return { label: labelOf(t, group, by), count: countOf(t, group, by), isCollapsed: collapsed.has(id), mark }
    },
    setCollapsed: (id, isCollapsed) => {
      const next = new Set(collapsed)
      if (isCollapsed) next.add(id)
      else next.delete(id)
      setCollapsed(next)
    },
    setAllCollapsed: (isCollapsed) => setCollapsed(isCollapsed ? new Set(byId.keys()) : OPEN),
    idsOf: keysOf,
  }
}

function labelOf(t: Translate, { operations, isBatch }: OperationGroup, by: OperationGrouping): string {
  const [first] = operations
  if (first === undefined) return ''
  if (by === 'lane')
    return t('pending.group.lane', { noun: t(`entity.${first.entityType}`), name: inSentence(first.entityName) })
  return isBatch ? t('pending.group.batch', { name: inSentence(first.entityName) }) : t('pending.group.alone')
}

/** How many, and of a lane what holds it: the first of it goes before all others. */
function countOf(t: Translate, { operations }: OperationGroup, by: OperationGrouping): string {
  const count = formatNumber(operations.length)
  const [first] = operations
  return by === 'lane' && first !== undefined ? `${count} · ${stateInWords(t, first)}` : count
}
