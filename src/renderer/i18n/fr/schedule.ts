import type { schedule as en } from '../en/schedule.ts'
import type { Translation } from '../translation.ts'

/** Words of the reports that are written by themselves. Part of the Performance page. */
export const schedule: Translation<typeof en> = {
  title: 'Rapports automatiques',
  intro:
    'Un rapport par site, même quand aucune fenêtre n’est ouverte. Ce qui a été manqué pendant l’arrêt de la console est écrit une fois, à son démarrage.',
  reportSchedule: 'Fréquence',
  rhythm: { off: 'Jamais', daily: 'Chaque jour, sur la veille', weekly: 'Chaque lundi, sur la semaine précédente' },
  reportTime: 'À',
  reportFormat: 'Format de ceux-ci',
  folder: 'Dossier',
  folderNone: 'Aucun n’est choisi.',
  choose: 'Choisir un dossier…',
  noFolder: 'Rien n’est écrit tant qu’aucun dossier n’est choisi.',
  next: 'Prochain',
  last: 'Dernier',
  never: 'Aucun n’a encore été écrit.',
  nothingWritten: 'Rien n’a été écrit.',
  writing: 'Écriture en cours',
  failed: '{{problem}} Nouvel essai prévu.',
  show: 'Afficher les rapports',
}
