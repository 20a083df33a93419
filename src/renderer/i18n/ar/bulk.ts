import type { bulk as en } from '../en/bulk.ts'
import type { Translation } from '../translation.ts'

/** Changes of many at once, whatever they are made to. */
export const bulk: Translation<typeof en> = {
  busy: 'ما زال «{{title}}» جاريًا. لم يتغير شيء آخر: أعد هذا حين ينتهي.',
  progress: { devices: 'تغيير أجهزة كثيرة', alarms: 'تغيير إنذارات كثيرة' },
  running: '{{title}}: أُضيف إلى قائمة الانتظار {{queued}} من {{total}}.',
  ended: '{{title}}: أُضيف إلى قائمة الانتظار {{queued}} من {{total}}.',
  failed: 'تعذرت إضافة {{n}} إلى قائمة الانتظار.',
  left: 'لم يُجرَّب {{n}}.',
  stop: 'إيقاف',
  showFailed: 'عرض الأسباب',
  retry: 'إعادة محاولة {{n}}',
  failedTitle: {
    devices_zero: 'تعذر تغيير {{count, number}} جهاز',
    devices_one: 'تعذر تغيير جهاز واحد',
    devices_two: 'تعذر تغيير جهازين',
    devices_few: 'تعذر تغيير {{count, number}} أجهزة',
    devices_many: 'تعذر تغيير {{count, number}} جهازًا',
    devices_other: 'تعذر تغيير {{count, number}} جهاز',
    alarms_zero: 'تعذر تغيير {{count, number}} إنذار',
    alarms_one: 'تعذر تغيير إنذار واحد',
    alarms_two: 'تعذر تغيير إنذارين',
    alarms_few: 'تعذر تغيير {{count, number}} إنذارات',
    alarms_many: 'تعذر تغيير {{count, number}} إنذارًا',
    alarms_other: 'تعذر تغيير {{count, number}} إنذار',
  },
  more: 'و{{count, number}} أخرى',
}
