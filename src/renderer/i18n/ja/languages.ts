import type { languages as en } from '../en/languages.ts'
import type { Translation } from '../translation.ts'

/** The language of the console. */
export const languages: Translation<typeof en> = {
  speak: '言語：{{language}}',
  speakSystem: '言語：この PC に合わせる',
  notRead: '{{language}} のテキストを読み込めませんでした。これまでの言語のまま続けます。',
  detailed: '{{sentence}}（{{detail}}）',
}
