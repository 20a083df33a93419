import type { wall as enWall, windows as enWindows } from '../en/windows.ts'
import type { Translation } from '../translation.ts'

/** The app's several windows, and what a wall window shows. */
export const windows: Translation<typeof enWindows> = {
  menu: 'Fenêtres',
  open: 'Ouvrir',
  here: 'Cette fenêtre',
  newWindow: 'Nouvelle fenêtre',
  detach: 'Cette page dans sa propre fenêtre',
  newWall: 'Nouvelle fenêtre murale',
  newWallOn: 'Nouvelle fenêtre murale sur {{screen}}',
  fullScreen: 'Plein écran',
  leaveFullScreen: 'Quitter le plein écran',
  moveTo: 'Déplacer vers {{screen}}',
  screen: '{{name}} ({{width}} × {{height}})',
  unnamedScreen: 'écran {{number}} ({{width}} × {{height}})',
  failed: 'Non fait. {{reason}}',
  recovered: {
    crashed: 'Cette fenêtre est tombée en panne et a été rouverte. Rien n’est perdu.',
    hung: 'Cette fenêtre ne répondait pas et a été rouverte. Rien n’est perdu.',
    failed: 'Cette fenêtre n’a d’abord pas pu être chargée. Elle est là maintenant, et rien n’est perdu.',
  },
}

export const wall: Translation<typeof enWall> = {
  title: 'Mur',
  label: 'Vue d’ensemble murale',
  counts: 'Appareils par état',
  total_one: 'appareil',
  total_many: 'appareils',
  total_other: 'appareils',
  online: 'en ligne',
  idle: 'au repos',
  offline: 'hors ligne',
  waiting: 'en attente',
  needYou: 'vous attendent',
  current: 'En direct. Tout ce qui est affiché est actuel.',
  oldSince: 'Cette image a {{age}}.',
  oldNever: 'Rien n’a encore été lu sur le serveur.',
  sites: 'Emplacements avec des appareils hors ligne',
  more_one: 'et {{n}} autre emplacement',
  more_many: 'et {{n}} d’autres emplacements',
  more_other: 'et {{n}} autres emplacements',
  allWell: 'Aucun appareil n’est hors ligne.',
  of: '{{offline}} sur {{total}}',
  newest: 'Hors ligne en dernier',
  lost: 'depuis {{time}}',
  unconfirmed: 'pas encore confirmé par le serveur',
}
