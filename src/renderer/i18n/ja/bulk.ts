import type { bulk as en } from '../en/bulk.ts'
import type { Translation } from '../translation.ts'

/** Changes of many at once, whatever they are made to. */
export const bulk: Translation<typeof en> = {
  busy: '「{{title}}」を処理中です。ほかは変更されていません。終わってからもう一度行います。',
  progress: {
    devices: '複数デバイスの変更',
    alarms: '複数アラームの変更',
    content: '複数コンテンツの変更',
    schedules: '複数スケジュールの変更',
  },
  running: '{{title}}：{{total}}件中{{queued}}件をキューに追加しました。',
  ended: '{{title}}：{{total}}件中{{queued}}件をキューに追加しました。',
  failed: '{{n}}件はキューに追加できませんでした。',
  left: '{{n}}件は試していません。',
  stop: '停止',
  showFailed: '理由を表示',
  retry: '{{n}}件を再試行',
  failedTitle: {
    devices_other: '{{count, number}}台のデバイスは変更されませんでした',
    alarms_other: '{{count, number}}件のアラームは変更されませんでした',
    content_other: '{{count, number}}件のコンテンツは変更されませんでした',
    schedules_other: '{{count, number}}件のスケジュールは変更されませんでした',
  },
  more: 'ほか{{count, number}}件',
}
