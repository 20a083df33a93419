import type { changes as en } from '../en/changes.ts'
import type { Translation } from '../translation.ts'

/** What waits of one thing, beside its detail. */
export const changes: Translation<typeof en> = {
  playlist: 'تغييرات قائمة التشغيل هذه',
  content: 'تغييرات هذا المحتوى',
  none: 'لا شيء ينتظر، ولم يُغيَّر شيء من هذا الحاسوب مؤخرًا.',
  decide: 'البتّ',
}
