import type { rolling as en } from '../en/rolling.ts'
import type { Translation } from '../translation.ts'

/** Words of the last minutes, in figures. Part of the Performance page. */
export const rolling: Translation<typeof en> = {
  label: 'Les dernières',
  minutes_one: '{{n}} minute',
  minutes_many: '{{n}} de minutes',
  minutes_other: '{{n}} minutes',
  region: 'Les dernières minutes en chiffres',
  intro:
    'Ce qui a été mesuré jusqu’à maintenant, à quelques secondes près ; sur 60 minutes, à la minute près. Ce qui précède le démarrage du programme n’y est pas.',
  loading: 'Lecture des dernières minutes',
  failed: 'Les dernières minutes ne peuvent pas être lues',
  failedSince: 'Ces chiffres sont plus anciens : ils ne peuvent pas être lus pour le moment. {{message}}',
  empty: 'Rien n’a été mesuré dans cette période',
  emptyText: 'Choisissez une période plus longue. La mesure peut être désactivée dans les paramètres.',
  metric: 'Chiffre',
}
