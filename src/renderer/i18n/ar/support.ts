import type { support as en } from '../en/support.ts'
import type { Translation } from '../translation.ts'

/** What helps those who look after the console: the diagnostics bundle, and figures for other programs. */
export const support: Translation<typeof en> = {
  bundle: 'حزمة للدعم',
  what: 'ملف واحد فيه كل ما يعين على معرفة الخلل:',
  part: { console: 'وحدة التحكم', sites: 'كل موقع', ledger: 'دفتر العمليات', figures: 'الأرقام', logs: 'سجل الأحداث' },
  partHelp: {
    console: 'الإصدارات، والإعدادات ومصدر كل منها، وملف المسؤول، والذاكرة، وأسماء ملفات تفريغ الانهيار',
    sites: 'الاتصال، والتدفق المباشر، وما ينتظر ومنذ متى ولماذا (دون قيمه)، وعدد التعارضات',
    ledger: 'هل هو سليم، وأسطره الأخيرة',
    figures: 'ما قاسته وحدة التحكم عن نفسها في آخر 24 ساعة، دقيقة بدقيقة',
    logs: 'أحدث 20 م.ب',
  },
  secrets: 'تُزال رموز الدخول وكلمات المرور وعناوين البريد الإلكتروني من كل نص. وتبقى أسماء الأجهزة والمواقع.',
  screenshots: 'مع صورة لكل نافذة',
  screenshotsHelp: 'الصور كما تُرى: راجعها قبل تسليم الملف.',
  values: 'مع قيم التغييرات المنتظرة',
  valuesHelp: 'ما أُدخل ولم يُرسل بعد، ليُعرف لماذا ينتظر.',
  export: 'تصدير بيانات التشخيص…',
  asking: 'اختر مكان كتابته في مربع حوار النظام.',
  writing: '{{step}} (قُرئ {{size}})',
  step: {
    console: 'فحص وحدة التحكم',
    sites: 'فحص المواقع',
    ledger: 'فحص دفتر العمليات',
    figures: 'قراءة الأرقام',
    logs: 'قراءة سجل الأحداث',
    screenshots: 'التقاط صور للنوافذ',
    finishing: 'وضع الملف في مكانه',
  },
  cancelled: 'لم يُكتب شيء.',
  written_zero: 'كُتب {{file}}: فيه {{count}} ملف، و{{size}} قبل الضغط.',
  written_one: 'كُتب {{file}}: فيه ملف واحد، و{{size}} قبل الضغط.',
  written_two: 'كُتب {{file}}: فيه ملفان، و{{size}} قبل الضغط.',
  written_few: 'كُتب {{file}}: فيه {{count}} ملفات، و{{size}} قبل الضغط.',
  written_many: 'كُتب {{file}}: فيه {{count}} ملفًا، و{{size}} قبل الضغط.',
  written_other: 'كُتب {{file}}: فيه {{count}} ملف، و{{size}} قبل الضغط.',
  broken: 'غير كامل: {{names}}. ويذكر الملف السبب.',
  endpointOpen: 'تقرأ برامج على هذا الحاسوب الأرقام من {{address}}.',
}
