import type { languages as en } from '../en/languages.ts'
import type { Translation } from '../translation.ts'

/** The language of the console. */
export const languages: Translation<typeof en> = {
  speak: 'اللغة: {{language}}',
  speakSystem: 'اللغة: كما في هذا الحاسوب',
  notRead: 'تعذّرت قراءة النصوص باللغة {{language}}. تبقى وحدة التحكم باللغة السابقة.',
  detailed: '{{sentence}} ({{detail}})',
  /** Parts of the windows that are measured by themselves. */
  part: {
    asked: 'بالسؤال',
    cached: 'محفوظة هنا',
    first: 'الأولى',
    feed: 'تدفق التغييرات',
    device_grid: 'قائمة الأجهزة',
    device_panel: 'تفاصيل الجهاز',
    operation_panel: 'تفاصيل العملية',
    alarm_panel: 'تفاصيل الإنذار',
    playlist_panel: 'تفاصيل قائمة التشغيل',
    decided_panel: 'تفاصيل ما بُتّ فيه',
  },
}
