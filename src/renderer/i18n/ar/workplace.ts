import type {
  workplace as enWorkplace,
  workplaceItems as enWorkplaceItems,
  workplaceOptions as enWorkplaceOptions,
} from '../en/workplace.ts'
import type { Translation } from '../translation.ts'

/** The PC the console stands on: what its administrator has set, when the console starts, kiosk and walls. */
export const workplaceItems: Translation<typeof enWorkplaceItems> = {
  allowedExports: {
    name: 'الملفات التي يجوز كتابتها',
    help: 'التقارير والملفات الأخرى التي يجوز للمشغّلين كتابتها. ولا يغيّرها إلا ملف السياسة.',
  },
  language: { name: 'اللغة', help: 'لكل النوافذ ولوحة سطح المكتب والإشعارات. ما كُتب يبقى.' },
  startAtLogin: { name: 'البدء عند تسجيل الدخول', help: 'تبدأ وحدة التحكم حين يسجّل أحد الدخول إلى هذا الحاسوب.' },
  startHidden: {
    name: 'البدء دون نافذة',
    help: 'عند البدء مع تسجيل الدخول تبقى وحدة التحكم في الشريط فقط إلى أن يفتحها أحد. ليس في وضع الكشك، ولا حيث لا يوجد شريط.',
  },
  kiosk: {
    name: 'وضع الكشك',
    help: 'تملأ كل نافذة شاشتها ولا يمكن إغلاقها أو نقلها أو مغادرتها. Ctrl Alt Shift K يخرج من وضع الكشك ما لم يكن مقفلًا. وإذا توقفت وحدة التحكم أُعيد تشغيلها، ابتداءً من البدء التالي.',
  },
  wall: {
    name: 'حاسوب شاشات جدارية',
    help: 'حيث لم تكن نافذة مفتوحة من قبل، تأخذ كل شاشة شاشة جدارية. وتملأ هذه شاشاتها، ويختفي المؤشر حين يسكن، ولا يعلوها أي إشعار. وإذا توقفت وحدة التحكم أُعيد تشغيلها، ابتداءً من البدء التالي.',
  },
  keepAwake: {
    name: 'إبقاء الشاشات مضاءة',
    help: 'هل يجوز لهذا الحاسوب إطفاء شاشاته. على الشاشات الجدارية: ليس ما دامت نافذة شاشة جدارية مفتوحة، ولا في وضع الكشك.',
  },
}

export const workplaceOptions: Translation<typeof enWorkplaceOptions> = {
  never: 'أبدًا',
  walls: 'على الشاشات الجدارية',
  always: 'دائمًا',
}

export const workplace: Translation<typeof enWorkplace> = {
  section: { workplace: 'هذا الحاسوب', policy: 'الإدارة' },
  autostart: {
    on: 'يبدأ هذا الحاسوب وحدة التحكم عند تسجيل الدخول.',
    off: 'لا يبدأ هذا الحاسوب وحدة التحكم عند تسجيل الدخول.',
    all: 'يبدأ هذا الحاسوب وحدة التحكم عند تسجيل الدخول لكل مستخدميه: فقد أعدّ المسؤول ذلك.',
    foreign: 'يبدأ هذا الحاسوب تثبيتًا آخر لوحدة التحكم عند تسجيل الدخول. وبعد الإعداد مجددًا يبدأ هذا التثبيت.',
    missing: 'مفعَّل هنا، لكن المُدخل على هذا الحاسوب مفقود أو موقوف. لن تبدأ وحدة التحكم عند تسجيل الدخول.',
    unwanted: 'موقوف هنا، لكن هذا الحاسوب يبدأ وحدة التحكم عند تسجيل الدخول مع ذلك.',
    failed: 'تعذرت قراءة المُدخل على هذا الحاسوب أو كتابته. {{reason}}',
    again: 'إعداد مجددًا',
    remove: 'إزالة المُدخل',
  },
  policy: {
    none: 'لا سياسة على هذا الحاسوب: كل الإعدادات للمشغّلين.',
    inForce: 'نافذة: {{file}}',
    counts: 'عيّن المسؤول {{set}}، وقُفل منها {{locked}}.',
    unreadable: 'تعذرت قراءة السياسة {{file}}. يُعتمد آخر ما قالته، ولا يمكن تغيير أي إعداد إلى أن تُصلَح.',
    problem: 'السطر {{line}}، العمود {{column}}: {{message}}',
    banner_zero: 'في ملف السياسة {{count}} خطأ. {{file}}{{where}}: {{message}} والصحيح فيه نافذ.',
    banner_one: 'في ملف السياسة خطأ واحد. {{file}}{{where}}: {{message}} والصحيح فيه نافذ.',
    banner_two: 'في ملف السياسة خطآن. {{file}}{{where}}: {{message}} والصحيح فيه نافذ.',
    banner_few: 'في ملف السياسة {{count}} أخطاء. {{file}}{{where}}: {{message}} والصحيح فيه نافذ.',
    banner_many: 'في ملف السياسة {{count}} خطأً. {{file}}{{where}}: {{message}} والصحيح فيه نافذ.',
    banner_other: 'في ملف السياسة {{count}} خطأ. {{file}}{{where}}: {{message}} والصحيح فيه نافذ.',
    bannerUnreadable:
      'تعذرت قراءة ملف السياسة. {{file}}{{where}}: {{message}}. يُعتمد آخر ما قاله، ولا يمكن تغيير أي إعداد إلى أن يُصلَح.',
    where: '، السطر {{line}}، العمود {{column}}',
    show: 'عرض',
    changed_zero: 'غيّر المسؤول {{count}} إعداد: {{names}}',
    changed_one: 'غيّر المسؤول إعداد واحد: {{names}}',
    changed_two: 'غيّر المسؤول إعدادين: {{names}}',
    changed_few: 'غيّر المسؤول {{count}} إعدادات: {{names}}',
    changed_many: 'غيّر المسؤول {{count}} إعدادًا: {{names}}',
    changed_other: 'غيّر المسؤول {{count}} إعداد: {{names}}',
    changedNothing: 'غيّر المسؤول السياسة. ولم تتغير قيمة أي إعداد.',
    exports: 'الملفات التي يجوز للمشغّلين كتابتها',
    allowed: 'مسموح',
    notAllowed: 'غير مسموح',
  },
  export: {
    'report-pdf': 'تقرير بصيغة PDF',
    'report-xlsx': 'تقرير بصيغة XLSX',
    'report-csv': 'تقرير بصيغة CSV',
    'report-json': 'تقرير بصيغة JSON',
    'report-html': 'تقرير بصيغة HTML',
    'report-records': 'تقرير بصيغة سجلات',
    ledger: 'دفتر كل العمليات',
    waiting: 'التغييرات المنتظرة',
    refused: 'التغييرات المرفوضة',
    diagnostics: 'التشخيص',
    analytics: 'التحليلات',
    usage: 'أعداد الميزات المستخدمة',
    lists: 'القوائم كما هي معروضة',
    boards: 'اللوحات الجدارية',
  },
  kiosk: {
    leave: 'الخروج من وضع الكشك',
    leaveEntry: 'الخروج من وضع الكشك…',
    leaveTitle: 'الخروج من وضع الكشك؟',
    leaveText: 'يمكن عندئذ نقل النوافذ وإغلاقها. ويُفعَّل مجددًا في الإعدادات، تحت «هذا الحاسوب».',
    locked: 'قفل المسؤول وضع الكشك. ينتهي حين يقول ملف السياسة ذلك: {{file}}',
    refused: 'في وضع الكشك لا تُفتح النوافذ ولا تُنقل ولا تُغلق.',
  },
}
