import type { usage as enUsage, usageItems as enUsageItems, usageOptions as enUsageOptions } from '../en/usage.ts'
import type { Translation } from '../translation.ts'

/** Settings of usage analytics and of features that not everybody has. */
export const usageItems: Translation<typeof enUsageItems> = {
  usageAnalytics: {
    name: 'عدّ الميزات المستخدمة',
    help: 'يعدّ على هذا الحاسوب كم مرة تُفتح الصفحات وأي أنواع من الأعمال تُنجز. ولا يشمل أبدًا الأسماء ولا المعرّفات ولا القيم ولا ما يُكتب. ولا يغادر شيء منه هذا الحاسوب.',
  },
  flagSiteTrend: {
    name: 'المواقع عبر الزمن، خطًا أو شريطًا',
    help: 'كيف تُظهر «التحليلات» ما آل إليه الموقع عبر الزمن.',
  },
  flagHoursMap: {
    name: 'عمليات العرض حسب ساعات الأسبوع',
    help: 'تُظهر «التحليلات» أي ساعات الأسبوع أكثرها عرضًا.',
  },
}

export const usageOptions: Translation<typeof enUsageOptions> = {
  assigned: 'حسب التوزيع',
  line: 'خط',
  strip: 'شريط',
  off: 'موقوف',
  on: 'مفعَّل',
}

export const usage: Translation<typeof enUsage> = {
  loading: 'جارية قراءة ما عُدّ',
  failed: 'تعذرت قراءة ما عُدّ.',
  none: 'لم يُعدّ شيء بعد.',
  noneOff: 'لم يُعدّ شيء على هذا الحاسوب قط.',
  stopped: 'لم يعد يُعدّ شيء. وما عُدّ من قبل يبقى إلى أن يُحذف.',
  problem: 'تعذرت كتابة أحدث الأعداد: {{message}}. تنتظر في الذاكرة.',
  keptFor: 'مدة الاحتفاظ بالأعداد (بالأيام): {{n}}.',
  table: 'كم مرة استُخدم كل شيء',
  column: { name: 'ماذا', week: '7 أيام', all: 'الكل', days: 'يومًا بيوم' },
  daysLabel_zero: '{{name}}: في {{n}} يوم، {{most}} على الأكثر في يوم واحد.',
  daysLabel_one: '{{name}}: في يوم واحد، {{most}} على الأكثر في يوم واحد.',
  daysLabel_two: '{{name}}: في يومين، {{most}} على الأكثر في يوم واحد.',
  daysLabel_few: '{{name}}: في {{n}} أيام، {{most}} على الأكثر في يوم واحد.',
  daysLabel_many: '{{name}}: في {{n}} يومًا، {{most}} على الأكثر في يوم واحد.',
  daysLabel_other: '{{name}}: في {{n}} يوم، {{most}} على الأكثر في يوم واحد.',
  anew: 'قراءة من جديد',
  export: 'تصدير…',
  exported: 'كُتب {{file}}.',
  notExported: 'لم يُكتب. {{message}}',
  clear: 'حذف كل الأعداد…',
  clearTitle: 'حذف كل الأعداد؟',
  clearText: 'يُحذف نهائيًا كل ما عُدّ على هذا الحاسوب. ولا يتغير شيء آخر.',
  clearConfirm: 'حذف كل الأعداد',
  cleared: 'حُذفت كل الأعداد.',
  notCleared: 'لم تُحذف. {{message}}',
  page: 'صفحة فُتحت: {{page}}',
  command: 'أمر أُعطي: {{command}}',
  experiment: '{{flag}}: عُرض {{variant}}',
  kind: { create: 'أُضيف: {{what}}', update: 'غُيِّر: {{what}}', delete: 'حُذف: {{what}}' },
  act: {
    retry: 'إعادة محاولة تغييرات منتظرة',
    'roll-back': 'سحب تغييرات منتظرة',
    discard: 'إهمال تغييرات منتظرة',
    restore: 'استعادة تغييرات',
    'confirm-again': 'تأكيد أوامر منتظرة مجددًا',
    'resolve-conflict': 'البتّ في تعارض',
    'resolve-many-conflicts': 'البتّ في تعارضات كثيرة دفعة واحدة',
    'undo-decision': 'التراجع عن قرار',
    'pause-queue': 'إيقاف الإرسال مؤقتًا أو استئنافه',
    'write-report': 'كتابة تقرير',
    'write-analytics': 'تصدير التحليلات',
    'write-list': 'تصدير قائمة',
    'write-waiting': 'تصدير التغييرات المنتظرة',
    'take-in-waiting': 'إدخال تغييرات منتظرة',
    'write-ledger': 'تصدير دفتر العمليات',
    'write-diagnostics': 'تصدير بيانات التشخيص',
    'open-window': 'فتح نافذة',
    'switch-site': 'تبديل الموقع',
  },
  flags: {
    intro:
      'ميزات ما زالت تُجرَّب. يحصل كل حاسوب على إحدى الصور عشوائيًا ويحتفظ بها؛ ويمكنك هنا اختيار غيرها. وتنتهي التجربة في يومها الأخير، فتصبح الميزة للجميع أو تزول.',
    loading: 'جارية قراءة الصور التي لدى هذا الحاسوب',
    now: '{{flag}}: يعرض هذا الحاسوب {{variant}}',
    origin: {
      chosen: 'مختارة',
      assigned: 'حسب التوزيع، {{share}} من كل الحواسيب',
      expired: 'انتهت التجربة',
    },
    until: 'حتى {{day}}',
  },
}
