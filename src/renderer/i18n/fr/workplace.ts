import type {
  workplace as enWorkplace,
  workplaceItems as enWorkplaceItems,
  workplaceOptions as enWorkplaceOptions,
} from '../en/workplace.ts'
import type { Translation } from '../translation.ts'

/** The PC the console stands on: what its administrator has set, when the console starts, kiosk and walls. */
export const workplaceItems: Translation<typeof enWorkplaceItems> = {
  allowedExports: {
    name: 'Fichiers qui peuvent être écrits',
    help: 'Les rapports et autres fichiers que les opérateurs peuvent écrire. Seul le fichier de politique peut le modifier.',
  },
  language: {
    name: 'Langue',
    help: 'De toutes les fenêtres, de la barre et des notifications. Ce qui est saisi reste.',
  },
  startAtLogin: {
    name: 'Démarrer à l’ouverture de session du PC',
    help: 'La console démarre quand quelqu’un ouvre une session sur ce PC.',
  },
  startHidden: {
    name: 'Démarrer sans fenêtre',
    help: 'Démarrée avec la session du PC, la console n’est que dans la barre jusqu’à ce que quelqu’un l’ouvre. Pas en mode kiosque, ni là où il n’y a pas de barre.',
  },
  kiosk: {
    name: 'Mode kiosque',
    help: 'Chaque fenêtre remplit son écran et ne peut être ni fermée, ni déplacée, ni quittée. Ctrl Alt Shift K quitte le mode kiosque, sauf s’il est verrouillé. Si elle tombe en panne, elle est relancée, à partir du prochain démarrage.',
  },
  wall: {
    name: 'PC de mur',
    help: 'Là où aucune fenêtre n’était ouverte avant, chaque écran reçoit un mur. Les murs remplissent leurs écrans, le pointeur au repos est masqué, et aucune notification ne les recouvre. Si la console tombe en panne, elle est relancée, à partir du prochain démarrage.',
  },
  keepAwake: {
    name: 'Garder les écrans allumés',
    help: 'Si ce PC peut éteindre ses écrans. Sur les murs : pas tant qu’une fenêtre murale est ouverte, ni en mode kiosque.',
  },
}

export const workplaceOptions: Translation<typeof enWorkplaceOptions> = {
  never: 'Jamais',
  walls: 'Sur les murs',
  always: 'Toujours',
}

export const workplace: Translation<typeof enWorkplace> = {
  section: { workplace: 'Ce PC', policy: 'Gestion par l’administrateur' },
  autostart: {
    on: 'Ce PC démarre la console à l’ouverture de session.',
    off: 'Ce PC ne démarre pas la console à l’ouverture de session.',
    all: 'Ce PC démarre la console à l’ouverture de session pour tous ses utilisateurs : un administrateur l’a réglé.',
    foreign:
      'Ce PC démarre une autre installation de la console à l’ouverture de session. Réglé de nouveau, il démarre celle-ci.',
    missing:
      'C’est activé ici, mais l’entrée sur ce PC a disparu ou est désactivée. La console ne démarrera pas à l’ouverture de session.',
    unwanted: 'C’est désactivé ici, mais ce PC démarre quand même la console à l’ouverture de session.',
    failed: 'L’entrée sur ce PC ne peut être ni lue ni écrite. {{reason}}',
    again: 'Régler de nouveau',
    remove: 'Enlever l’entrée',
  },
  policy: {
    none: 'Il n’y a pas de politique sur ce PC : tous les paramètres sont aux opérateurs.',
    inForce: 'En vigueur : {{file}}',
    counts: '{{set}} définis par votre administrateur, {{locked}} verrouillés.',
    unreadable:
      'La politique {{file}} est illisible. Ce qu’elle disait en dernier vaut, et aucun paramètre ne peut être modifié avant sa réparation.',
    problem: 'Ligne {{line}}, colonne {{column}} : {{message}}',
    banner_one:
      'Le fichier de politique contient une erreur. {{file}}{{where}} : {{message}} Ce qui y est juste est en vigueur.',
    banner_many:
      'Le fichier de politique contient {{count}} d’erreurs. {{file}}{{where}} : {{message}} Ce qui y est juste est en vigueur.',
    banner_other:
      'Le fichier de politique contient {{count}} erreurs. {{file}}{{where}} : {{message}} Ce qui y est juste est en vigueur.',
    bannerUnreadable:
      'Le fichier de politique est illisible. {{file}}{{where}} : {{message}}. Ce qu’il disait en dernier vaut, et aucun paramètre ne peut être modifié avant sa réparation.',
    where: ', ligne {{line}}, colonne {{column}}',
    show: 'Afficher',
    changed_one: 'Votre administrateur a modifié un paramètre : {{names}}',
    changed_many: 'Votre administrateur a modifié {{count}} de paramètres : {{names}}',
    changed_other: 'Votre administrateur a modifié {{count}} paramètres : {{names}}',
    changedNothing: 'Votre administrateur a modifié la politique. Aucun paramètre n’a une autre valeur.',
    exports: 'Fichiers que les opérateurs peuvent écrire',
    allowed: 'autorisé',
    notAllowed: 'non autorisé',
  },
  export: {
    'report-pdf': 'Rapport en PDF',
    'report-xlsx': 'Rapport en XLSX',
    'report-csv': 'Rapport en CSV',
    'report-json': 'Rapport en JSON',
    'report-html': 'Rapport en HTML',
    'report-records': 'Rapport en enregistrements',
    ledger: 'Registre de toutes les opérations',
    waiting: 'Modifications en attente',
    refused: 'Modifications refusées',
    diagnostics: 'Diagnostic',
    analytics: 'Analyses',
    usage: 'Comptes des fonctions utilisées',
    lists: 'Listes, telles qu’affichées',
    boards: 'Tableaux muraux',
  },
  kiosk: {
    leave: 'Quitter le mode kiosque',
    leaveEntry: 'Quitter le mode kiosque…',
    leaveTitle: 'Quitter le mode kiosque ?',
    leaveText: 'Les fenêtres peuvent alors être déplacées et fermées. Il se réactive dans les paramètres, sous Ce PC.',
    locked:
      'Le mode kiosque est verrouillé par votre administrateur. Il prend fin quand le fichier de politique le dit : {{file}}',
    refused: 'En mode kiosque, les fenêtres ne sont ni ouvertes, ni déplacées, ni fermées.',
  },
}
