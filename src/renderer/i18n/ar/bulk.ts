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
    devices_zero: 'لم تُغيَّر {{count, number}} جهاز',
    devices_one: 'لم يُغيَّر جهاز واحد',
    devices_two: 'لم يُغيَّر جهازان',
    devices_few: 'لم تُغيَّر {{count, number}} أجهزة',
    devices_many: 'لم تُغيَّر {{count, number}} جهازًا',
    devices_other: 'لم تُغيَّر {{count, number}} جهاز',
    alarms_zero: 'لم تُغيَّر {{count, number}} إنذار',
    alarms_one: 'لم يُغيَّر إنذار واحد',
    alarms_two: 'لم يُغيَّر إنذاران',
    alarms_few: 'لم تُغيَّر {{count, number}} إنذارات',
    alarms_many: 'لم تُغيَّر {{count, number}} إنذارًا',
    alarms_other: 'لم تُغيَّر {{count, number}} إنذار',
  },
  more: 'و{{count, number}} أخرى',
}
