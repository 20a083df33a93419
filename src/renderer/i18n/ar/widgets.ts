import type { widget as en } from '../en/widgets.ts'
import type { Translation } from '../translation.ts'

/** The state of one part of a page. */
export const widget: Translation<typeof en> = {
  current: 'حديث',
  synced: 'حديث، أُكد قبل {{age}}',
  asOf: 'حتى {{time}}',
  never: 'لم يؤكده الخادم قط',
  reading: 'قيد القراءة',
  failed: 'تعذرت قراءته',
  optimistic_zero: '{{n}} غير مؤكَّد',
  optimistic_one: '{{n}} غير مؤكَّد',
  optimistic_two: '{{n}} غير مؤكَّد',
  optimistic_few: '{{n}} غير مؤكَّد',
  optimistic_many: '{{n}} غير مؤكَّد',
  optimistic_other: '{{n}} غير مؤكَّد',
  stuck_zero: '{{n}} تحتاج إليك',
  stuck_one: 'واحد يحتاج إليك',
  stuck_two: 'اثنان يحتاجان إليك',
  stuck_few: '{{n}} تحتاج إليك',
  stuck_many: '{{n}} تحتاج إليك',
  stuck_other: '{{n}} تحتاج إليك',
  readNow: 'قُرئ الآن',
  read: 'قُرئ قبل {{age}}',
  notAgain: 'حتى {{time}}، وتعذرت قراءته منذئذ',
  /** Where nothing is there, and the server has not said yet that there is nothing. */
  unknown: {
    title: 'غير معروف بعد',
    reading: 'يُقرأ هذا الموقع لأول مرة. يُعرض ما يعرفه الخادم بمجرد أن يجيب.',
    signIn: 'لم يأت شيء من الخادم بعد: يطلب أن يسجّل أحد الدخول أولًا.',
    offline: 'لم يأت شيء من الخادم بعد: تعذر الوصول إليه. يُعرض ما يعرفه حين يعود.',
    disconnected: 'لم يأت شيء من الخادم بعد، ووحدة التحكم مقطوعة الاتصال به.',
  },
}
