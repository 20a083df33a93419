import type { languages as en } from '../en/languages.ts'
import type { Translation } from '../translation.ts'

/** The language of the console. */
export const languages: Translation<typeof en> = {
  speak: '言語：{{language}}',
  speakSystem: '言語：このPCに合わせる',
  notRead: '{{language}}のテキストを読み込めませんでした。これまでの言語のまま続けます。',
  detailed: '{{sentence}}（{{detail}}）',
  /** Parts of the windows that are measured by themselves. */
  part: {
    asked: '問い合わせ',
    cached: '保持済み',
    first: '最初',
    feed: '変更の流れ',
    device_grid: 'デバイスの一覧',
    device_panel: 'デバイスの詳細',
    operation_panel: '操作の詳細',
    alarm_panel: 'アラームの詳細',
    playlist_panel: 'プレイリストの詳細',
    decided_panel: '判断済みの詳細',
  },
}
