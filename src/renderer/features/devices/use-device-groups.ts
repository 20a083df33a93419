import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { GridGrouping } from '../../components/grid-types.ts'
import { foreignText } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import { groupOfId } from './list-shown.ts'
import { type Grouping, membershipInWords, type PlaylistName } from './ordering.ts'
import type { DeviceList } from './use-device-list.ts'

/** The groups of the list as the grid draws them; undefined without grouping. */
export function useDeviceGroups(list: DeviceList, playlistName: PlaylistName): GridGrouping | undefined {
  const { t } = useTranslation()
  const { live, groupCounts, collapsed } = list
  const { group } = list.query
  return useMemo((): GridGrouping | undefined => {
    if (group === 'none') return undefined
    return {
      headingOf: (id) => {
        const groupId = groupOfId(id)
        if (groupId === null) return null
        const label = groupName(t, group, groupId, playlistName)
        return { label, count: formatNumber(groupCounts.get(groupId) ?? 0), isCollapsed: collapsed.has(groupId) }
      },
      setCollapsed: (headingId, isCollapsed) => {
        const next = new Set(collapsed)
        const groupId = groupOfId(headingId) ?? ''
        if (isCollapsed) next.add(groupId)
        else next.delete(groupId)
        live.setCollapsed(next)
      },
      setAllCollapsed: (isCollapsed) => live.setCollapsed(new Set(isCollapsed ? groupCounts.keys() : [])),
      idsOf: (headingId) => live.idsOfGroup(groupOfId(headingId) ?? ''),
    }
  }, [t, live, group, groupCounts, collapsed, playlistName])
}

/** A group in words. */
export function groupName(
  t: TFunction,
  group: Exclude<Grouping, 'none'>,
  groupId: string,
  playlistName: PlaylistName,
): string {
  switch (group) {
    case 'status':
      return groupId === 'new' ? t('mark.isNew') : t(`state.${groupId as 'online' | 'idle' | 'offline'}`)
    case 'playlist':
      return groupId === '' ? t('devices.detail.noPlaylist') : playlistName(groupId)
    case 'groups':
      return groupId === '' ? t('devices.group.noGroup') : foreignText(membershipInWords(groupId))
    case 'site':
      return groupId === '' ? t('devices.group.noSite') : foreignText(groupId)
    case 'model':
      return groupId === '' ? t('devices.group.noModel') : foreignText(groupId)
  }
}
