import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../components/Field.tsx'
import { PageSearch } from '../../components/PageSearch.tsx'
import { formatNumber } from '../../i18n/format.ts'

interface SettingsToolsProps {
  readonly box: Ref<HTMLInputElement>
  readonly query: string
  readonly onSearch: (query: string) => void
  /** Enter or Down in the search box goes to what was found. */
  readonly onLeave: () => void
  readonly isChangedOnly: boolean
  readonly onChangedOnly: (isOn: boolean) => void
  /** How many are shown; null: all of them. */
  readonly found: number | null
}

/** What narrows the settings down. */
export function SettingsTools({
  box,
  query,
  onSearch,
  onLeave,
  isChangedOnly,
  onChangedOnly,
  found,
}: SettingsToolsProps) {
  const { t } = useTranslation()
  return (
    <PageSearch
      ref={box}
      label={t('settings.search')}
      placeholder={t('settings.searchHint')}
      query={query}
      onSearch={onSearch}
      onLeave={onLeave}
      found={found === null ? '' : t('settings.found', { count: found, n: formatNumber(found) })}
    >
      <Checkbox
        label={t('settings.changedOnly')}
        checked={isChangedOnly}
        onChange={(event) => onChangedOnly(event.target.checked)}
      />
    </PageSearch>
  )
}
