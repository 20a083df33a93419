import type { languages as en } from '../en/languages.ts'
import type { Translation } from '../translation.ts'

/** The language of the console. */
export const languages: Translation<typeof en> = {
  speak: 'Langue : {{language}}',
  speakSystem: 'Langue : comme ce PC',
  notRead: 'Les textes en {{language}} n’ont pas pu être lus. La console garde la langue précédente.',
  detailed: '{{sentence}} ({{detail}})',
  /** Parts of the windows that are measured by themselves. */
  part: {
    asked: 'demandées',
    cached: 'déjà présentes',
    first: 'la première',
    feed: 'flux des modifications',
    device_grid: 'liste des appareils',
    device_panel: 'détails de l’appareil',
    operation_panel: 'détails de l’opération',
    alarm_panel: 'détails de l’alarme',
    playlist_panel: 'détails de la liste de lecture',
    decided_panel: 'détails du conflit tranché',
  },
}
