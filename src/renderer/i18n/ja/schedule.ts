import type { schedule as en } from '../en/schedule.ts'
import type { Translation } from '../translation.ts'

/** Words of the reports that are written by themselves. Part of the Performance page. */
export const schedule: Translation<typeof en> = {
  title: '自動レポート',
  intro:
    'サイトごとのレポートです。ウィンドウが開いていなくても書き出されます。コンソールの停止中に抜けた分は、起動時に一度だけ書き出されます。',
  reportSchedule: '頻度',
  rhythm: { off: 'なし', daily: '毎日（前日分）', weekly: '毎週月曜日（前週分）' },
  reportTime: '時刻',
  reportFormat: '自動レポートの形式',
  folder: 'フォルダー',
  folderNone: '選ばれていません。',
  choose: 'フォルダーを選択…',
  noFolder: 'フォルダーを選ぶまで何も書き出されません。',
  next: '次回',
  last: '前回',
  never: 'まだ書き出されていません。',
  nothingWritten: '何も書き出されませんでした。',
  writing: '書き出し中',
  failed: '{{problem}} 再試行します。',
  show: 'レポートを表示',
}
