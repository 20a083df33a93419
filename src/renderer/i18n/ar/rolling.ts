import type { rolling as en } from '../en/rolling.ts'
import type { Translation } from '../translation.ts'

/** Words of the last minutes, in figures. Part of the Performance page. */
export const rolling: Translation<typeof en> = {
  label: 'آخر',
  minutes_zero: '{{n}} دقيقة',
  minutes_one: 'دقيقة واحدة',
  minutes_two: 'دقيقتان',
  minutes_few: '{{n}} دقائق',
  minutes_many: '{{n}} دقيقة',
  minutes_other: '{{n}} دقيقة',
  region: 'الدقائق الأخيرة بالأرقام',
  intro: 'ما قيس حتى الآن، بدقة بضع ثوانٍ؛ وفي 60 دقيقة بدقة دقيقة. ولا يشمل ما كان قبل بدء البرنامج.',
  loading: 'جارية قراءة الدقائق الأخيرة',
  failed: 'تعذرت قراءة الدقائق الأخيرة',
  failedSince: 'هذه أقدم: تعذرت قراءة الأرقام في الوقت الحالي. {{message}}',
  empty: 'لم يُقَس شيء في هذه المدة',
  emptyText: 'اختر مدة أطول. ويمكن إيقاف القياس في الإعدادات.',
  metric: 'الرقم',
}
