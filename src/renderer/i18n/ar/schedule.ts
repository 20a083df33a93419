import type { schedule as en } from '../en/schedule.ts'
import type { Translation } from '../translation.ts'

/** Words of the reports that are written by themselves. Part of the Performance page. */
export const schedule: Translation<typeof en> = {
  title: 'التقارير التلقائية',
  intro: 'تقرير لكل موقع، حتى حين لا تكون أي نافذة مفتوحة. وما فات أثناء إيقاف وحدة التحكم يُكتب مرة واحدة عند بدئها.',
  reportSchedule: 'التكرار',
  rhythm: { off: 'أبدًا', daily: 'كل يوم، عن اليوم السابق', weekly: 'كل يوم اثنين، عن الأسبوع السابق' },
  reportTime: 'في',
  reportFormat: 'صيغة هذه التقارير',
  folder: 'المجلد',
  folderNone: 'لم يُختر مجلد.',
  choose: 'اختيار مجلد…',
  noFolder: 'لا يُكتب شيء قبل اختيار مجلد.',
  next: 'التالي',
  last: 'الأخير',
  never: 'لم يُكتب أي تقرير بعد.',
  nothingWritten: 'لم يُكتب شيء.',
  writing: 'يُكتب الآن',
  failed: '{{problem}} تُعاد المحاولة.',
  show: 'عرض التقارير',
}
