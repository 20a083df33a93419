import type { performancePage as en } from '../en/performance.ts'
import type { Translation } from '../translation.ts'
import { figures } from './figures.ts'
import { rolling } from './rolling.ts'
import { schedule } from './schedule.ts'

export const performancePage: Translation<typeof en> = {
  ...figures,
  schedule,
  rolling,
  title: 'الأداء',
  views: 'العرض',
  view: { figures: 'الأرقام', now: 'الدقائق الأخيرة', reports: 'التقارير' },
  report: {
    region: 'التقرير',
    intro:
      'توفر كل جهاز، والانقطاعات، ومصير كل تغيير، وأزمنة وحدة التحكم نفسها، لمدة من اختيارك. يُحسب مما رآه هذا الحاسوب.',
    period: 'المدة',
    periods: { day: '24 ساعة', week: '7 أيام', month: '30 يومًا', quarter: '90 يومًا', own: 'غيرها…' },
    from: 'من',
    to: 'إلى، مع اليوم نفسه',
    inFuture: 'لم يبدأ اليوم الأول بعد.',
    wrongOrder: 'النهاية قبل البداية.',
    incomplete: 'اختر اليومين.',
    format: 'الصيغة',
    formats: {
      pdf: { text: 'PDF', help: 'للقراءة والتسليم: مخططات وجداول وصفحات مرقّمة.' },
      xlsx: { text: 'مصنف Excel', help: 'ورقة لكل جدول؛ ويمكن الحساب بالأرقام.' },
      csv: { text: 'CSV', help: 'سطر لكل رقم، لأي برنامج.' },
      json: { text: 'JSON', help: 'كل الأرقام بدقة، وبنية منشورة.' },
      html: { text: 'صفحة ويب', help: 'ملف واحد لا يحتاج إلى شيء آخر.' },
      records: {
        text: 'السجلات',
        help: 'الوقائع التي تُحسب منها الأرقام: بها يستطيع أي شخص إعادة الحساب.',
      },
    },
    write: 'كتابة التقرير…',
    cancel: 'إلغاء',
    writing: 'جارية كتابة التقرير',
    choosing: 'جارٍ اختيار المكان',
    steps: {
      fleet: 'قراءة حالات الأجهزة',
      operations: 'التحقق من دفتر العمليات',
      performance: 'قراءة أرقام وحدة التحكم نفسها',
      writing: 'كتابة الملف',
      printing: 'طباعة الصفحات',
    },
    step: 'الخطوة {{step}} من {{steps}}: {{text}}',
    records_zero: '{{n}} سجل',
    records_one: 'سجل واحد',
    records_two: 'سجلان',
    records_few: '{{n}} سجلات',
    records_many: '{{n}} سجلًا',
    records_other: '{{n}} سجل',
    cancelled: 'أُلغي. لم يُكتب شيء.',
    written: 'كُتب {{file}}.',
    refused: 'لم يُكتب. {{message}}',
    figures: 'ما يقوله',
    figure: {
      from: 'من',
      to: 'إلى',
      availability: 'توفر أسطول الأجهزة',
      observed: 'المرئي من المدة',
      outages: 'الانقطاعات',
      lost: 'التغييرات المفقودة',
      ledger: 'دفتر العمليات',
    },
    unknown: 'غير معروف',
    ledgerWhole_zero: 'سليم، {{n}} سطر',
    ledgerWhole_one: 'سليم، سطر واحد',
    ledgerWhole_two: 'سليم، سطران',
    ledgerWhole_few: 'سليم، {{n}} أسطر',
    ledgerWhole_many: 'سليم، {{n}} سطرًا',
    ledgerWhole_other: 'سليم، {{n}} سطر',
    ledgerDamaged: 'تالف: {{problem}}',
    ledgerTrouble:
      'دفتر العمليات غير متسق. ويذكر التقرير ذلك أيضًا؛ صدّر الدفتر واطلب فحصه.',
  },
}
