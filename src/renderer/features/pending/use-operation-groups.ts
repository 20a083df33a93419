import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  GROUP_OF_ALONE,
  MAX_OPERATION_GROUP_ROWS,
  type OperationGroup,
  type OperationOutline,
} from '#shared/domain/operation-groups.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { useOperationOutline } from '../../app/hooks/queue.ts'
import type { RequestState } from '../../app/hooks/requests.ts'
import { useKept } from '../../app/kept.ts'
import type { GridGrouping, GridHeading } from '../../components/grid-types.ts'
import { inSentence } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import type { OperationQuery } from '../../stores/operation-list.ts'
import { type Grouping, groupOfHeading, groupOfMore, headingIdOf, isTooLong, linesOf } from './lanes.ts'

/** Operations of a group read at once; more of them with each step. */
export const PAGE_SIZE = 200
const ALL_CLOSED: ReadonlyMap<string, number> = new Map()
const NO_GROUPS: readonly OperationGroup[] = []

export interface OperationGroups {
  readonly by: Grouping
  readonly setBy: (by: Grouping) => void
  /** The last answer; null: nothing is grouped, or it was not read yet. */
  readonly outline: OperationOutline | null
  readonly request: Pick<RequestState<OperationOutline>, 'status' | 'error' | 'reload'>
  readonly groups: readonly OperationGroup[]
  readonly byId: ReadonlyMap<string, OperationGroup>
  /** Those that are read, by key. */
  readonly rows: ReadonlyMap<string, OperationView>
  /** The lines of the grid; null: nothing is grouped. */
  readonly lines: readonly string[] | null
  /** How many of each open group are read. */
  readonly open: ReadonlyMap<string, number>
  readonly setOpen: (open: ReadonlyMap<string, number>) => void
}

/** How what waits is grouped, which groups are open, and what is in those. Null: it is not to be grouped. */
export function useOperationGroups(query: OperationQuery | null, text: string): OperationGroups {
  const [wished, setBy] = useKept<Grouping>('pending/by', 'none')
  const [open, setOpen] = useKept('pending/open', ALL_CLOSED)
  const by = query === null ? 'none' : wished
  const request = useOperationOutline(
    by === 'none'
      ? null
      : { by, text, states: query?.states ?? [], open: [...open].map(([id, limit]) => ({ id, limit })) },
  )
  const outline = by === 'none' ? null : request.value
  // What is shown may still be the answer to what was asked before.
  const groups = outline?.by === by ? outline.groups : NO_GROUPS
  return {
    by,
    setBy: (next) => {
      setBy(next)
      setOpen(ALL_CLOSED)
    },
    outline,
    request,
    groups,
    byId: useMemo(() => new Map(groups.map((group) => [group.id, group])), [groups]),
    rows: useMemo(() => new Map(groups.flatMap(({ rows }) => rows.map((row) => [row.key, row] as const))), [groups]),
    lines: useMemo(() => (by === 'none' ? null : linesOf(groups, open)), [by, groups, open]),
    open,
    setOpen,
  }
}

/** The groups as the grid draws them; undefined where nothing is grouped. A group is selected by its heading. */
export function useGridGroups(groups: OperationGroups, selected: ReadonlySet<string>): GridGrouping | undefined {
  const { t } = useTranslation()
  const { by, byId, open, setOpen } = groups
  if (by === 'none') return undefined
  return {
    headingOf: (id) => {
      const more = groupOfMore(id)
      const group = byId.get(groupOfHeading(id) ?? more ?? '')
      if (group === undefined) return null
      if (more !== null) return moreOf(t, group)
      const mark = { label: t('pending.group.select'), isSelected: selected.has(id) }
      return { label: labelOf(t, group, by), count: countOf(t, group, by), isCollapsed: !open.has(group.id), mark }
    },
    setCollapsed: (id, isCollapsed) => {
      const more = groupOfMore(id)
      const group = byId.get(more ?? groupOfHeading(id) ?? '')
      if (group === undefined) return
      if (more !== null && isTooLong(group)) groups.setBy('none')
      else setOpen(more !== null ? readMore(open, more) : fold(open, group.id, isCollapsed))
    },
    setAllCollapsed: (isCollapsed) =>
      setOpen(isCollapsed ? ALL_CLOSED : new Map([...byId.keys()].map((id) => [id, open.get(id) ?? PAGE_SIZE]))),
    // The operations in it need not be read for that.
    idsOf: (id) => (groupOfHeading(id) === null ? [] : [headingIdOf(groupOfHeading(id) ?? '')]),
  }
}

function fold(open: ReadonlyMap<string, number>, id: string, isCollapsed: boolean): ReadonlyMap<string, number> {
  const next = new Map(open)
  if (isCollapsed) next.delete(id)
  else next.set(id, open.get(id) ?? PAGE_SIZE)
  return next
}

function readMore(open: ReadonlyMap<string, number>, id: string): ReadonlyMap<string, number> {
  return new Map(open).set(id, Math.min(MAX_OPERATION_GROUP_ROWS, (open.get(id) ?? 0) + PAGE_SIZE))
}

function moreOf(t: Translate, group: OperationGroup): GridHeading {
  const count = t('pending.group.rest', { count: group.count - group.rows.length })
  return { label: isTooLong(group) ? t('pending.group.ungrouped') : t('pending.group.more'), count, isCollapsed: true }
}

function labelOf(t: Translate, { id, first }: OperationGroup, by: Grouping): string {
  const name = inSentence(first.entityName)
  if (by === 'lane') return t('pending.group.lane', { noun: t(`entity.${first.entityType}`), name })
  return id === GROUP_OF_ALONE ? t('pending.group.alone') : t('pending.group.batch', { name })
}

/** How many, and of a lane what holds it: the first of it goes before all others. */
function countOf(t: Translate, { count, first }: OperationGroup, by: Grouping): string {
  const state = first.isUnreadable ? t('pending.unreadableState') : t(`operationState.${first.state}`)
  return by === 'lane' ? `${formatNumber(count)} · ${state}` : formatNumber(count)
}
