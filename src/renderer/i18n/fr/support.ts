import type { support as en } from '../en/support.ts'
import type { Translation } from '../translation.ts'

/** What helps those who look after the console: the diagnostics bundle, and figures for other programs. */
export const support: Translation<typeof en> = {
  bundle: 'Paquet pour l’assistance',
  what: 'Un fichier avec tout ce qui aide à trouver ce qui n’a pas marché :',
  part: { console: 'La console', sites: 'Chaque site', ledger: 'Registre', figures: 'Chiffres', logs: 'Journal' },
  partHelp: {
    console:
      'Versions, paramètres et origine de chacun, fichier de l’administrateur, mémoire, noms des vidages de plantage',
    sites: 'Connexion, flux en direct, ce qui attend, depuis quand et pourquoi (sans ses valeurs), nombre de conflits',
    ledger: 'S’il est intact, et ses dernières lignes',
    figures: 'Ce que la console a mesuré d’elle-même ces dernières 24 heures, minute par minute',
    logs: 'Les 20 Mo les plus récents',
  },
  secrets:
    'Les jetons, mots de passe et adresses électroniques sont ôtés de tous les textes. Les noms des appareils et des sites restent.',
  screenshots: 'Avec une image de chaque fenêtre',
  screenshotsHelp: 'Les images sont telles qu’on les voit : regardez-les avant de transmettre le fichier.',
  values: 'Avec les valeurs des modifications en attente',
  valuesHelp: 'Ce qui a été saisi et n’est pas encore envoyé, pour que l’on voie pourquoi cela attend.',
  export: 'Exporter le diagnostic…',
  asking: 'Choisissez dans la fenêtre du système où il sera écrit.',
  writing: '{{step}} ({{size}} lus)',
  step: {
    console: 'Examen de la console',
    sites: 'Examen des sites',
    ledger: 'Vérification du registre',
    figures: 'Lecture des chiffres',
    logs: 'Lecture du journal',
    screenshots: 'Prise d’images des fenêtres',
    finishing: 'Mise en place du fichier',
  },
  cancelled: 'Rien n’a été écrit.',
  written_one: '{{file}} est écrit : il contient {{count}} fichier, {{size}} avant compression.',
  written_many: '{{file}} est écrit : il contient {{count}} de fichiers, {{size}} avant compression.',
  written_other: '{{file}} est écrit : il contient {{count}} fichiers, {{size}} avant compression.',
  broken: 'Incomplet : {{names}}. Le fichier dit pourquoi.',
  endpointOpen: 'Des programmes de ce PC lisent les chiffres à {{address}}.',
}
