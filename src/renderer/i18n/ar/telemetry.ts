import type { telemetry as enTelemetry, telemetryItems as enTelemetryItems } from '../en/telemetry.ts'
import type { Translation } from '../translation.ts'

/** Error reports: the settings, the test report, and the figures under Diagnostics. */
export const telemetryItems: Translation<typeof enTelemetryItems> = {
  telemetryDsn: {
    name: 'عنوان تقارير الأخطاء',
    help: 'عنوان (DSN) مشروع على خادم يتكلم بروتوكول Sentry، مثل https://key@errors.example.org/1؛ وhttp://\u200e لهذا الحاسوب فقط. فارغ: لا يُجمع شيء ولا يُحفظ ولا يُرسل.',
  },
  telemetryEnvironment: { name: 'البيئة', help: 'تُذكر مع كل تقرير، مثل production أو test.' },
  telemetryRelease: { name: 'الإصدار المنشور', help: 'يُذكر مع كل تقرير. فارغ: إصدار هذا البرنامج.' },
  telemetrySampleRate: {
    name: 'نسبة الأخطاء المبلَّغ عنها',
    help: '1 يبلّغ عن الكل، و0.1 عن واحد من عشرة، عشوائيًا. وتقرير الاختبار يُرسل دائمًا.',
  },
  telemetryIgnore: {
    name: 'أخطاء لا يُبلَّغ عنها',
    help: 'أجزاء من رسائلها، تفصل بينها الفاصلة المنقوطة «;»؛ و* تقوم مقام أي شيء. مثلًا: ResizeObserver; http-5*.',
  },
  telemetrySendsUser: {
    name: 'ذكر من وأين',
    help: 'يضيف معرّفات المستخدم والمستأجر والموقع. ولا تُرسل الأسماء وعناوين البريد الإلكتروني ورموز الدخول وكلمات المرور أبدًا.',
  },
  keepCrashDumps: {
    name: 'الاحتفاظ بملفات تفريغ الانهيار',
    help: 'يحتفظ بصورة لذاكرة العملية التي تنهار على هذا الحاسوب، 10 على الأكثر و30 يومًا على الأكثر. قد تحوي رموز دخول ولا تُرسل من تلقاء نفسها أبدًا. يسري عند البدء التالي.',
  },
}

export const telemetry: Translation<typeof enTelemetry> = {
  intro:
    'تقارير عن أخطاء وحدة التحكم نفسها، لمن يصونها. تُحفظ على هذا الحاسوب ما دام الوصول إلى المستقبِل متعذرًا، وتُحذف حين تُوقف التقارير.',
  test: {
    send: 'إرسال تقرير اختبار',
    sending: 'جارٍ الإرسال',
    off: 'أدخل عنوانًا أولًا: التقارير موقوفة.',
    sent: 'أخذ المستقبِل تقرير الاختبار {{id}}.',
    kept: 'ينتظر تقرير الاختبار {{id}} على هذا الحاسوب ويُرسل لاحقًا. {{trouble}}',
    refused: 'لا يقبل المستقبِل تقرير الاختبار {{id}}. راجع عنوانه وحدوده.',
    failed: 'تعذر إعداد تقرير الاختبار. {{reason}}',
  },
  trouble: {
    unreachable: 'تعذر الوصول إلى المستقبِل.',
    busy: 'يطلب المستقبِل أن يُترك بعض الوقت، أو لديه مشكلة.',
    rejected: 'لا يعرف المستقبِل المفتاح أو المشروع: راجع العنوان.',
    refused: 'لم يأخذ المستقبِل تقريرًا.',
    unstored: 'لا يقبل القرص التقارير: تنتظر في الذاكرة وتُفقد عند البدء التالي.',
  },
  figures: {
    title: 'تقارير الأخطاء منذ البدء',
    state: 'التقارير',
    off: 'موقوفة: لا يُجمع شيء',
    onTo: 'تُرسل إلى {{receiver}}',
    kept: 'في الانتظار على هذا الحاسوب',
    keptOf: '{{n}} ({{size}})',
    nextTry: 'المحاولة التالية',
    nextIn: 'بعد {{time}}',
    sent: 'المرسَل',
    lastSent: 'آخر إرسال',
    dropped: 'المتروك',
    none: 'لا شيء',
    never: 'لم يحدث منذ البدء',
    lastTrouble: 'آخر مشكلة',
    troubleAt: '{{trouble}} قبل {{age}}',
    dropReason: {
      full: '{{n}} لضيق المكان',
      sampled: '{{n}} عشوائيًا، كما عُيِّن',
      ignored: '{{n}} مُتجاهَل، كما عُيِّن',
      repeated: '{{n}} مكرر',
      refused: '{{n}} مرفوض',
      broken: '{{n}} غير مقروء',
    },
    dumps: 'ملفات تفريغ الانهيار',
    dumpsOff: 'لا تُحفظ',
    dumpsOf_zero: 'المحفوظ: {{n}}',
    dumpsOf_one: 'المحفوظ: {{n}}',
    dumpsOf_two: 'المحفوظ: {{n}}',
    dumpsOf_few: 'المحفوظ: {{n}}',
    dumpsOf_many: 'المحفوظ: {{n}}',
    dumpsOf_other: 'المحفوظ: {{n}}',
    newest: 'أحدثها قبل {{age}}',
    folder: 'مجلد تفريغ الانهيار',
  },
}
