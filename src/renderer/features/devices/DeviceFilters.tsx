import { FilterX, Search } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { type DeviceQuery, NO_FILTER } from '../../app/devices/device-filter.ts'
import { Button } from '../../components/Button.tsx'
import { Checkbox, FilterSelect } from '../../components/Field.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import styles from './DevicesPage.module.css'
import type { DeviceList } from './use-device-list.ts'

interface DeviceFiltersProps {
  readonly list: DeviceList
  readonly sites: readonly string[]
  readonly groups: readonly string[]
  readonly searchBox: RefObject<HTMLInputElement | null>
  /** Enter or Down in the search box goes to the rows. */
  readonly onLeave: () => void
  /** Esc with nothing typed. */
  readonly onEscape: () => void
}

export function DeviceFilters({ list, sites, groups, searchBox, onLeave, onEscape }: DeviceFiltersProps) {
  const { t } = useTranslation()
  const { query, live } = list
  const { change } = live
  const statuses = (['online', 'idle', 'offline'] as const).map((value) => ({ value, label: t(`state.${value}`) }))

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      if (query.search === '') onEscape()
      else change({ search: '' })
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') onLeave()
    else return
    event.preventDefault()
  }

  return (
    <>
      <SearchBox
        ref={searchBox}
        label={t('devices.search')}
        placeholder={t('devices.searchHint')}
        icon={<Search size={14} strokeWidth={1.5} aria-hidden />}
        hint="/"
        value={query.search}
        onChange={(search) => change({ search })}
        onKeyDown={onKeyDown}
      />
      <FilterSelect
        label={t('devices.filter.status')}
        value={query.status}
        onChange={(event) => change({ status: event.target.value as DeviceQuery['status'] })}
        options={[{ value: '', label: t('devices.filter.anyStatus') }, ...statuses]}
      />
      <FilterSelect
        label={t('devices.filter.site')}
        value={query.site}
        onChange={(event) => change({ site: event.target.value })}
        options={[
          { value: '', label: t('devices.filter.anySite') },
          ...sites.map((site) => ({ value: site, label: foreignText(site) })),
        ]}
      />
      {groups.length === 0 && query.memberOf === '' ? null : (
        <span className={query.memberOf === '' ? styles['rare'] : undefined}>
          <FilterSelect
            label={t('devices.filter.group')}
            value={query.memberOf}
            onChange={(event) => change({ memberOf: event.target.value })}
            options={[
              { value: '', label: t('devices.filter.anyGroup') },
              ...withChosen(groups, query.memberOf).map((group) => ({ value: group, label: foreignText(group) })),
            ]}
          />
        </span>
      )}
      <Checkbox
        label={t('devices.filter.pending')}
        checked={query.isPendingOnly}
        onChange={(event) => change({ isPendingOnly: event.target.checked })}
      />
      {list.isFiltered ? (
        <Button
          tone="quiet"
          icon={<FilterX size={16} strokeWidth={1.5} aria-hidden />}
          aria-label={t('devices.filter.clear')}
          title={t('devices.filter.clear')}
          onClick={() => change(NO_FILTER)}
        >
          <span className={styles['words']}>{t('devices.filter.clear')}</span>
        </Button>
      ) : null}
    </>
  )
}

/** A group that a view was saved with, and nobody belongs to any more, must still be shown as chosen. */
function withChosen(groups: readonly string[], chosen: string): readonly string[] {
  return chosen === '' || groups.includes(chosen) ? groups : [chosen, ...groups]
}
