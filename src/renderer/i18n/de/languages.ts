import type { languages as en } from '../en/languages.ts'
import type { Translation } from '../translation.ts'

/** The language of the console. */
export const languages: Translation<typeof en> = {
  speak: 'Sprache: {{language}}',
  speakSystem: 'Sprache: wie dieser PC',
  notRead: 'Die Texte auf {{language}} konnten nicht gelesen werden. Die Konsole bleibt bei der bisherigen Sprache.',
  detailed: '{{sentence}} ({{detail}})',
}
