import { setOff } from '../../i18n/direction.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'

/** How long something plays, exactly: `45 s`, `4 min 30 s`, `1 h 2 min 5 s`. */
export function lengthInWords(t: Translate, seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60), seconds % 60]
  const parts = [
    ...(h === 0 ? [] : [t('playlists.length.hours', { n: formatNumber(h) })]),
    ...(m === 0 ? [] : [t('playlists.length.minutes', { n: m })]),
    ...(s === 0 && seconds > 0 ? [] : [t('playlists.length.seconds', { n: s })]),
  ]
  return setOff(parts.join(' '))
}
