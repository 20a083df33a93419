import { Search } from 'lucide-react'
import type { KeyboardEvent, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../components/Field.tsx'
import { SearchBox } from '../../components/SearchBox.tsx'
import { formatNumber } from '../../i18n/format.ts'
import styles from './SettingsPage.module.css'

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
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onSearch('')
    else if (event.key === 'Enter' || event.key === 'ArrowDown') onLeave()
    else return
    event.preventDefault()
  }
  return (
    <>
      <SearchBox
        ref={box}
        label={t('settings.search')}
        placeholder={t('settings.searchHint')}
        icon={<Search size={14} strokeWidth={1.5} aria-hidden />}
        hint="/"
        value={query}
        onChange={onSearch}
        onKeyDown={onKeyDown}
      />
      <Checkbox
        label={t('settings.changedOnly')}
        checked={isChangedOnly}
        onChange={(event) => onChangedOnly(event.target.checked)}
      />
      <span role="status" className={styles['found']}>
        {found === null ? '' : t('settings.found', { count: found, n: formatNumber(found) })}
      </span>
    </>
  )
}
