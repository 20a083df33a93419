import type { rolling as en } from '../en/rolling.ts'
import type { Translation } from '../translation.ts'

/** Words of the last minutes, in figures. Part of the Performance page. */
export const rolling: Translation<typeof en> = {
  label: '直近',
  minutes_other: '{{n}}分',
  region: '直近の数分の数値',
  intro: '現在までの測定値で、精度は数秒です。60分の場合は1分です。プログラムの起動前は含みません。',
  loading: '直近の数分を読み取っています',
  failed: '直近の数分を読み取れません',
  failedSince: '以前の値です。現在は指標を読み取れません。{{message}}',
  empty: 'この期間には何も測定されていません',
  emptyText: 'より長い期間を選びます。測定は設定で無効にできます。',
  metric: '指標',
}
