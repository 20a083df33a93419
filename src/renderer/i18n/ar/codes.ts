import type { codes as en } from '../en/codes.ts'
import type { Translation } from '../translation.ts'

/** Codes of servers, of the queue and of the live feed, as phrases that stand within a sentence. */
export const codes: Translation<typeof en> = {
  /** Why something was refused, or what is the matter with it. */
  refusal: {
    invalid: 'قيمة غير صالحة',
    forbidden: 'هذا المستخدم غير مخوَّل بذلك',
    'not-found': 'غير موجود هناك',
    'already-exists': 'موجود هناك من قبل',
    unsupported: 'لا يعرف الخادم مثل هذا التغيير',
    'out-of-order': 'كان تغيير أسبق ناقصًا',
    'incomplete-batch': 'كانت أجزاء من دفعته ناقصة',
    unauthenticated: 'لا أحد مسجَّل الدخول',
    'token-expired': 'انتهت جلسة الدخول',
    'tenant-forbidden': 'لا يملك هذا المستخدم حق الوصول إلى هذا الجزء من الخادم',
    'protocol-too-old': 'وحدة التحكم هذه أقدم مما يتطلبه الخادم',
    'protocol-too-new': 'الخادم أقدم مما تتطلبه وحدة التحكم هذه',
    malformed: 'لم يستطع الخادم قراءته',
    'cursor-expired': 'لم يعد الخادم يحتفظ بالتغييرات منذ ذلك الحين',
    'rate-limited': 'طلبات كثيرة في وقت واحد',
    'too-large': 'حجمه أكبر من المسموح',
    unavailable: 'الخادم غير متاح الآن',
    internal: 'وقع خطأ في الخادم',
    'batch-refused': 'رُفض تغيير آخر من دفعته',
    'batch-expired': 'انتظر تغيير آخر من دفعته طويلًا',
    'dependency-gone': 'لم يعد ما يعتمد عليه موجودًا',
    'outcome-unknown': 'لا أحد يعلم هل نُفِّذ',
    'device-failed': 'لم يستطع الجهاز تنفيذه',
    'not-confirmed': 'لم يؤكده الجهاز في الوقت المحدد',
    conflict: 'غيّر آخرون الشيء نفسه',
    stale: 'انتظر طويلًا',
    expired: 'أصبح أقدم من أن يُرسل',
    unreadable: 'تعذرت قراءته',
    'newer-version': 'أنشأه إصدار أحدث من هذا البرنامج',
    missing: 'فقده القرص',
  },
  /** The phrase beside the server's own words, with the code for whoever looks it up. */
  detail: '{{message}} – {{words}} ({{code}})',
  bare: '{{message}} ({{code}})',
  /** Why a message of the server was not passed on. */
  drop: {
    malformed: 'تعذرت قراءتها',
    'unknown-event': 'من نوع لا يعرفه هذا الإصدار',
    foreign: 'من قناة لم تُطلب',
    duplicate: 'سبقت رؤيتها',
    gap: 'بعد فجوة، قُرئت مجددًا',
    overflow: 'أكثر مما يمكن أن ينتظر، قُرئت مجددًا',
    'read-again': 'قُرئت مجددًا بالكامل',
    unchanged: 'لم تغيّر شيئًا',
    stale: 'أقدم مما هو هنا',
    'unknown-entity': 'عن شيء غير موجود هنا',
  },
  counted: '{{words}}: {{n}}',
}
