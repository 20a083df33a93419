import type { languages as en } from '../en/languages.ts'
import type { Translation } from '../translation.ts'

/** The language of the console. */
export const languages: Translation<typeof en> = {
  speak: 'اللغة: {{language}}',
  speakSystem: 'اللغة: كما في هذا الحاسوب',
  notRead: 'تعذّرت قراءة النصوص باللغة {{language}}. تبقى وحدة التحكم باللغة السابقة.',
  detailed: '{{sentence}} ({{detail}})',
}
