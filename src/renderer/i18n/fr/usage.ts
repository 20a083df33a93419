import type { usage as enUsage, usageItems as enUsageItems, usageOptions as enUsageOptions } from '../en/usage.ts'
import type { Translation } from '../translation.ts'

/** Settings of usage analytics and of features that not everybody has. */
export const usageItems: Translation<typeof enUsageItems> = {
  usageAnalytics: {
    name: 'Compter les fonctions utilisées',
    help: 'Compte sur ce PC combien de fois les pages sont ouvertes et quels genres de choses sont faits. Jamais de noms, d’identifiants, de valeurs ni de saisies. Rien n’en quitte ce PC.',
  },
  flagSiteTrend: {
    name: 'Sites au fil du temps, en ligne ou en bande',
    help: 'Comment Analyses montre ce qu’un site est devenu au fil du temps.',
  },
  flagHoursMap: {
    name: 'Passages par heure de la semaine',
    help: 'Analyses montre à quelles heures de la semaine il passe le plus.',
  },
}

export const usageOptions: Translation<typeof enUsageOptions> = {
  assigned: 'Par attribution',
  line: 'Ligne',
  strip: 'Bande',
  off: 'Désactivé',
  on: 'Activé',
}

export const usage: Translation<typeof enUsage> = {
  loading: 'Lecture de ce qui a été compté',
  failed: 'Ce qui a été compté n’a pas pu être lu.',
  none: 'Rien n’a encore été compté.',
  noneOff: 'Rien n’a jamais été compté sur ce PC.',
  stopped: 'Plus rien n’est compté. Ce qui a été compté avant reste jusqu’à sa suppression.',
  problem: 'Les derniers comptes n’ont pas pu être écrits : {{message}}. Ils attendent en mémoire.',
  keptFor: 'Les comptes sont conservés {{n}} jours.',
  table: 'Combien de fois quoi a été utilisé',
  column: { name: 'Quoi', week: '7 jours', all: 'Tout', days: 'Jour par jour' },
  daysLabel_one: '{{name}} : sur {{n}} jour, {{most}} au plus en un jour.',
  daysLabel_many: '{{name}} : sur {{n}} de jours, {{most}} au plus en un jour.',
  daysLabel_other: '{{name}} : sur {{n}} jours, {{most}} au plus en un jour.',
  anew: 'Relire',
  export: 'Exporter…',
  exported: '{{file}} est écrit.',
  notExported: 'Pas écrit. {{message}}',
  clear: 'Supprimer tous les comptes…',
  clearTitle: 'Supprimer tous les comptes ?',
  clearText: 'Tout ce qui a été compté sur ce PC est supprimé pour de bon. Rien d’autre n’est modifié.',
  clearConfirm: 'Supprimer tous les comptes',
  cleared: 'Tous les comptes sont supprimés.',
  notCleared: 'Pas supprimés. {{message}}',
  page: 'Page ouverte : {{page}}',
  command: 'Commande donnée : {{command}}',
  experiment: '{{flag}} : {{variant}} affichée',
  kind: { create: 'Ajout : {{what}}', update: 'Modification : {{what}}', delete: 'Suppression : {{what}}' },
  act: {
    retry: 'Modifications en attente réessayées',
    'roll-back': 'Modifications en attente retirées',
    discard: 'Modifications en attente abandonnées',
    restore: 'Modifications restaurées',
    'confirm-again': 'Commandes en attente reconfirmées',
    'resolve-conflict': 'Conflit tranché',
    'resolve-many-conflicts': 'Plusieurs conflits tranchés d’un coup',
    'undo-decision': 'Décision défaite',
    'pause-queue': 'Envoi suspendu ou repris',
    'write-report': 'Rapport écrit',
    'write-analytics': 'Analyses exportées',
    'write-list': 'Liste exportée',
    'write-waiting': 'Modifications en attente exportées',
    'take-in-waiting': 'Modifications en attente reprises',
    'write-ledger': 'Registre exporté',
    'write-diagnostics': 'Diagnostic exporté',
    'open-window': 'Fenêtre ouverte',
    'switch-site': 'Site changé',
  },
  flags: {
    intro:
      'Des fonctions encore à l’essai. Chaque PC reçoit l’une des variantes au hasard, et la garde ; vous pouvez ici en choisir une autre. Au dernier jour d’un essai, la fonction est là pour tous ou disparaît.',
    loading: 'Lecture des variantes de ce PC',
    now: '{{flag}} : ce PC affiche {{variant}}',
    origin: {
      chosen: 'choisie',
      assigned: 'par attribution, {{share}} de tous les PC',
      expired: 'l’essai est terminé',
    },
    until: 'jusqu’au {{day}}',
  },
}
