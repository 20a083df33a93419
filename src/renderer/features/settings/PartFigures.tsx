import { useTranslation } from 'react-i18next'
import { partStatistics } from '../../app/deferred.tsx'
import { useNow } from '../../app/time.ts'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { formatNumber } from '../../i18n/format.ts'

const LOOK_EVERY_MS = 5_000

/** How reading parts of the interface on demand has gone in this window. */
export function PartFigures() {
  const { t } = useTranslation()
  useNow(LOOK_EVERY_MS)
  const { parts, loaded, shown, shownAtOnce, failures } = partStatistics()
  const of = (n: number, total: number): string =>
    t('settings.diagnostics.partsOf', { n: formatNumber(n), total: formatNumber(total) })
  return (
    <DescriptionList
      items={[
        { term: t('settings.diagnostics.partsLoaded'), value: of(loaded, parts) },
        { term: t('settings.diagnostics.partsAtOnce'), value: of(shownAtOnce, shown) },
        { term: t('settings.diagnostics.partsFailed'), value: formatNumber(failures) },
      ]}
    />
  )
}
