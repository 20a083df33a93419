import { useTranslation } from 'react-i18next'
import type { GridGrouping, GridHeading } from '../../components/grid-types.ts'
import { formatNumber } from '../../i18n/format.ts'
import { groupInWords } from './group-words.ts'
import { groupOfHeading, groupOfMore, headingIdOf } from './selection.ts'
import type { ConflictsPageState } from './use-conflicts-page.ts'

/** The groups of the list as the grid draws them; undefined where nothing is grouped. */
export function useConflictGroups(page: ConflictsPageState): GridGrouping | undefined {
  const { t } = useTranslation()
  const { byGroup, shownBy, isCollapsed, choosing } = page
  if (shownBy === 'none') return undefined

  function headingOf(id: string): GridHeading | null {
    const more = groupOfMore(id)
    const group = byGroup.get(groupOfHeading(id) ?? more ?? ' ')
    if (group === undefined) return null
    if (more !== null) {
      const rest = group.count - group.rows.length
      return { label: t('conflicts.showMore'), count: t('conflicts.group.rest', { count: rest }), isCollapsed: true }
    }
    const mark = { label: t('conflicts.group.select'), isSelected: choosing.marked.has(id) }
    const label = groupInWords(t, group, shownBy)
    return { label, count: formatNumber(group.count), isCollapsed: isCollapsed(group.id), mark }
  }

  return {
    headingOf,
    setCollapsed: (id, isNowCollapsed) => {
      const more = groupOfMore(id)
      if (more !== null) page.showMore(more)
      else page.setCollapsed(groupOfHeading(id) ?? '', isNowCollapsed)
    },
    setAllCollapsed: page.setAllCollapsed,
    // A group is chosen by its heading; the conflicts in it need not be read for that.
    idsOf: (id) => (groupOfHeading(id) === null ? [] : [headingIdOf(groupOfHeading(id) ?? '')]),
  }
}
