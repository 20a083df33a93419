import type { languages as en } from '../en/languages.ts'
import type { Translation } from '../translation.ts'

/** The language of the console. */
export const languages: Translation<typeof en> = {
  speak: 'Langue : {{language}}',
  speakSystem: 'Langue : comme ce PC',
  notRead: 'Les textes en {{language}} n’ont pas pu être lus. La console garde la langue précédente.',
  detailed: '{{sentence}} ({{detail}})',
}
