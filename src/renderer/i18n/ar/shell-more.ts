import type { shellMore as en } from '../en/shell-more.ts'
import type { Translation } from '../translation.ts'

/** Ways about the console: taking back, going back, finding. */
export const shellMore: Translation<typeof en> = {
  undoKey: {
    nothing: 'لا يعرض أي إشعار التراجع عن شيء. يمكن سحب المعلّق من صفحة العمليات المعلّقة.',
  },
  failure: { said: 'لم يُنفَّذ. {{reason}}' },
  found: {
    recent: 'آخر ما استُخدم',
    setting: 'إعداد: {{name}}',
    tour: 'بدء الجولة',
    density: { compact: 'استخدام صفوف متراصة', comfortable: 'استخدام صفوف مريحة' },
  },
  viewUndo: {
    updated: 'حُدِّثت طريقة العرض «{{name}}»',
    renamed: 'أصبح اسم طريقة العرض «{{name}}»',
    layout: 'تغيرت أعمدة طريقة العرض «{{name}}»',
    standardLayout: 'تغيرت أعمدة طرق العرض القياسية',
    undone: 'عادت طريقة العرض كما كانت من قبل',
    restored: 'عادت طريقة العرض «{{name}}»',
  },
}
