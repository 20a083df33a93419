import type { widget as en } from '../en/widgets.ts'
import type { Translation } from '../translation.ts'

/** The state of one part of a page. */
export const widget: Translation<typeof en> = {
  current: '最新',
  synced: '最新、{{age}}前に確定',
  asOf: '{{time}}時点',
  never: 'サーバーで確定したことがありません',
  reading: '読み取り中',
  failed: '読み取れませんでした',
  optimistic_other: '未確定{{n}}件',
  stuck_other: '要対応{{n}}件',
  readNow: 'たった今読み取り',
  read: '{{age}}前に読み取り',
  notAgain: '{{time}}時点、以後は読み取れていません',
  unknown: {
    title: '未取得',
    reading: 'このサイトを初めて読み取っています。サーバーが応答すると、把握しているものが表示されます。',
    signIn: 'サーバーからまだ何も届いていません。先にサインインが必要です。',
    offline: 'サーバーからまだ何も届いていません。サーバーに到達できません。復旧すると表示されます。',
    disconnected: 'サーバーからまだ何も届いておらず、コンソールはサーバーから切断されています。',
  },
}
