import type { changes as en } from '../en/changes.ts'
import type { Translation } from '../translation.ts'

/** What waits of one thing, beside its detail. */
export const changes: Translation<typeof en> = {
  playlist: 'このプレイリストの変更',
  content: 'このコンテンツの変更',
  none: '待機中のものはなく、最近このPCから変更されたものもありません。',
  decide: '決定',
}
