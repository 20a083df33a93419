import type { bulk as en } from '../en/bulk.ts'
import type { Translation } from '../translation.ts'

/** Changes of many at once, whatever they are made to. */
export const bulk: Translation<typeof en> = {
  busy: '« {{title}} » est encore en cours. Rien d’autre n’a été modifié : recommencez une fois que ce sera terminé.',
  progress: { devices: 'Modification de nombreux appareils', alarms: 'Modification de nombreuses alarmes' },
  running: '{{title}} : {{queued}} sur {{total}} en file.',
  ended: '{{title}} : {{queued}} sur {{total}} en file.',
  failed: 'Mise en file impossible pour {{n}}.',
  left: 'Non essayés : {{n}}.',
  stop: 'Arrêter',
  showFailed: 'Afficher les motifs',
  retry: 'Réessayer pour {{n}}',
  failedTitle: {
    devices_one: '{{count, number}} appareil n’a pas été modifié',
    devices_many: '{{count, number}} d’appareils n’ont pas été modifiés',
    devices_other: '{{count, number}} appareils n’ont pas été modifiés',
    alarms_one: '{{count, number}} alarme n’a pas été modifiée',
    alarms_many: '{{count, number}} d’alarmes n’ont pas été modifiées',
    alarms_other: '{{count, number}} alarmes n’ont pas été modifiées',
  },
  more: 'et {{count, number}} de plus',
}
