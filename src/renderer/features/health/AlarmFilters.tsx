import { Search } from 'lucide-react'
import type { KeyboardEvent, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { ALARM_PRIORITIES } from '#shared/domain/alarms.ts'
import { Button } from '../../components/Button.tsx'
import { FilterSelect } from '../../components/Field.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { foreignText } from '../../i18n/foreign-text.ts'
import { type AlarmFilter, NO_FILTER } from './alarm-lines.ts'
import type { AlarmsPage } from './use-alarms-page.ts'

/** Which alarms of the list are shown. */
export function AlarmFilters({ page, searchBox }: { page: AlarmsPage; searchBox: Ref<HTMLInputElement> }) {
  const { t } = useTranslation()
  const { filter, change, names } = page
  const sites = [...new Set(page.listed.flatMap(({ deviceId }) => names.siteOf(deviceId) ?? []))].sort()
  const known = filter.site === '' || sites.includes(filter.site) ? sites : [filter.site, ...sites]
  const leave = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && filter.text !== '') change({ text: '' })
    else if (event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'Escape') page.focusGrid()
    else return
    event.preventDefault()
  }
  return (
    <>
      <SearchBox
        ref={searchBox}
        label={t('health.search')}
        placeholder={t('health.searchHint')}
        icon={<Search size={14} strokeWidth={1.5} aria-hidden />}
        hint="/"
        value={filter.text}
        onChange={(text) => change({ text })}
        onKeyDown={leave}
      />
      <FilterSelect
        label={t('health.filter.priority')}
        value={filter.priority}
        onChange={(event) => change({ priority: event.target.value as AlarmFilter['priority'] })}
        options={[
          { value: '', label: t('health.filter.anyPriority') },
          ...ALARM_PRIORITIES.map((value) => ({ value, label: t(`health.priority.${value}`) })),
        ]}
      />
      <FilterSelect
        label={t('health.filter.site')}
        value={filter.site}
        onChange={(event) => change({ site: event.target.value })}
        options={[
          { value: '', label: t('health.filter.anySite') },
          ...known.map((site) => ({ value: site, label: foreignText(site) })),
        ]}
      />
      {page.isFiltered ? (
        <Button tone="quiet" onClick={() => change(NO_FILTER)}>
          {t('health.filter.clear')}
        </Button>
      ) : null}
    </>
  )
}
