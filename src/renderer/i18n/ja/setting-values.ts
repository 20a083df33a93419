import type { settingValues as en } from '../en/setting-values.ts'
import type { Translation } from '../translation.ts'
import { usageOptions } from './usage.ts'
import { workplaceOptions } from './workplace.ts'

/** What settings can be set to: units, times, and words for values. */
export const settingValues: Translation<typeof en> = {
  unit: { ms: 'ms', bytes: 'バイト', perSecond: '毎秒', bytesPerSecond: 'バイト毎秒' },
  duration: {
    unitOf: '「{{name}}」の単位',
    seconds_other: '{{n}}秒',
    minutes_other: '{{n}}分',
    hours_other: '{{n}}時間',
    days_other: '{{n}}日',
  },
  durationUnit: { seconds: '秒', minutes: '分', hours: '時間', days: '日' },
  option: {
    system: 'システムに従う',
    dark: 'ダーク',
    light: 'ライト',
    'high-contrast': 'ハイコントラスト',
    compact: 'コンパクト',
    comfortable: 'ゆったり',
    'server-wins': '相手の値',
    'client-wins': '自分の値',
    merge: '統合',
    manual: '手動で判断',
    exponential: '指数',
    linear: '線形',
    immediate: 'なし',
    ask: '尋ねる',
    'when-idle': 'アイドル時',
    ...workplaceOptions,
    ...usageOptions,
  },
}
