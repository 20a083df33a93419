import { type EffectiveSettings, SETTING_SOURCES, type SettingSource } from '#shared/domain/settings.ts'
import { FIRST_SITE_ID, type SiteEntry } from '#shared/domain/sites.ts'

/**
 * The sites a console has; never empty. A list decides, unless a place that comes before the list's own names one server
 * only: what an administrator or an older version has fixed is not undone by a list from further down.
 */
export function configuredSites({
  values,
  sources,
}: Pick<EffectiveSettings, 'values' | 'sources'>): readonly SiteEntry[] {
  const { sites, serverUrl, tenant } = values
  const isOverruled = rankOf(sources['serverUrl']) < rankOf(sources['sites'])
  if (sites !== null && !isOverruled) return sites
  return [{ id: FIRST_SITE_ID, name: '', serverUrl, tenant, isEnabled: true }]
}

function rankOf(source: SettingSource | undefined): number {
  return SETTING_SOURCES.indexOf(source ?? 'default')
}
