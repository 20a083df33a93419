import { formatNumber } from '../../i18n/format.ts'
import { en, type Translate } from '../../i18n/setup.ts'

/** Why messages were left out, and how many each; a cause from a newer version is readable at least. Empty: none were. */
export function dropsInWords(t: Translate, dropped: Readonly<Record<string, number>>): string {
  return Object.entries(dropped)
    .filter(([, count]) => count > 0)
    .map(([cause, count]) => {
      const words = cause in en.drops ? t(`drops.${cause as 'gap'}`) : cause.replaceAll('-', ' ')
      return `${formatNumber(count)} ${words}`
    })
    .join(', ')
}
