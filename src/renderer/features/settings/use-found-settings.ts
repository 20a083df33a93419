import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EffectiveSettings } from '#shared/domain/settings.ts'
import { findSettings, type SectionShown } from './setting-search.ts'

interface FoundSettings {
  readonly sections: readonly SectionShown[]
  /** How many settings and other parts are shown. */
  readonly count: number
  readonly isNarrowed: boolean
}

/** What a search, and the wish to see only what is not at its default, leave of the settings. */
export function useFoundSettings(
  settings: EffectiveSettings | null,
  query: string,
  isChangedOnly: boolean,
): FoundSettings {
  const { t } = useTranslation()
  const isNarrowed = isChangedOnly || query.trim() !== ''
  const sections = useMemo(() => {
    if (settings === null) return []
    const { values, sources } = settings
    const found = findSettings(t, query, ({ name }) => {
      // With a list of sites each has a tenant of its own.
      if (name === 'tenant' && values.sites !== null) return false
      return !isChangedOnly || (sources[name] ?? 'default') !== 'default'
    })
    return isChangedOnly ? found.filter(({ entries }) => entries.length > 0).map(withoutOwnPart) : found
  }, [t, settings, query, isChangedOnly])
  const count = sections.reduce((sum, { entries, hasOwnPart }) => sum + entries.length + (hasOwnPart ? 1 : 0), 0)
  return { sections, count, isNarrowed }
}

function withoutOwnPart(shown: SectionShown): SectionShown {
  return { ...shown, hasOwnPart: false }
}
