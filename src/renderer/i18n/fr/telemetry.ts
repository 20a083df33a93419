import type { telemetry as enTelemetry, telemetryItems as enTelemetryItems } from '../en/telemetry.ts'
import type { Translation } from '../translation.ts'

/** Error reports: the settings, the test report, and the figures under Diagnostics. */
export const telemetryItems: Translation<typeof enTelemetryItems> = {
  telemetryDsn: {
    name: 'Adresse des rapports d’erreurs',
    help: 'L’adresse (DSN) d’un projet sur un serveur qui parle le protocole de Sentry, comme https://key@errors.example.org/1 ; http:// seulement pour ce PC. Vide : rien n’est recueilli, conservé ni envoyé.',
  },
  telemetryEnvironment: { name: 'Environnement', help: 'Indiqué avec chaque rapport, comme production ou test.' },
  telemetryRelease: {
    name: 'Version publiée',
    help: 'Indiquée avec chaque rapport. Vide : la version de ce programme.',
  },
  telemetrySampleRate: {
    name: 'Part des erreurs signalées',
    help: '1 les signale toutes, 0.1 une sur dix, au hasard. Le rapport d’essai est toujours envoyé.',
  },
  telemetryIgnore: {
    name: 'Erreurs non signalées',
    help: 'Des parties de leurs messages, séparées par des points-virgules ; * remplace n’importe quoi. Par exemple : ResizeObserver; http-5*.',
  },
  telemetrySendsUser: {
    name: 'Dire qui et où',
    help: 'Ajoute les identifiants de l’utilisateur, du locataire et du site. Les noms, adresses électroniques, jetons et mots de passe ne sont jamais envoyés.',
  },
  keepCrashDumps: {
    name: 'Conserver les vidages de plantage',
    help: 'Conserve sur ce PC une image de la mémoire d’un processus qui plante, 10 au plus et 30 jours au plus. Elle peut contenir des jetons et n’est jamais envoyée d’elle-même. Pris en compte au prochain démarrage.',
  },
}

export const telemetry: Translation<typeof enTelemetry> = {
  intro:
    'Rapports sur les erreurs de la console elle-même, pour qui l’entretient. Ils sont conservés sur ce PC tant que le destinataire est injoignable, et supprimés quand les rapports sont désactivés.',
  test: {
    send: 'Envoyer un rapport d’essai',
    sending: 'Envoi en cours',
    off: 'Saisissez d’abord une adresse : les rapports sont désactivés.',
    sent: 'Le destinataire a pris le rapport d’essai {{id}}.',
    kept: 'Le rapport d’essai {{id}} attend sur ce PC et sera envoyé plus tard. {{trouble}}',
    refused: 'Le destinataire ne prend pas le rapport d’essai {{id}}. Vérifiez son adresse et ses limites.',
    failed: 'Le rapport d’essai n’a pas pu être fait. {{reason}}',
  },
  trouble: {
    unreachable: 'Le destinataire est injoignable.',
    busy: 'Le destinataire demande qu’on le laisse un moment, ou a lui-même des ennuis.',
    rejected: 'Le destinataire ne connaît pas la clé ou le projet : vérifiez l’adresse.',
    refused: 'Le destinataire n’a pas pris un rapport.',
    unstored: 'Le disque ne prend pas de rapports : ils attendent en mémoire et se perdent au prochain démarrage.',
  },
  figures: {
    title: 'Rapports d’erreurs depuis le démarrage',
    state: 'Rapports',
    off: 'Désactivés : rien n’est recueilli',
    onTo: 'Envoyés à {{receiver}}',
    kept: 'En attente sur ce PC',
    keptOf: '{{n}} ({{size}})',
    nextTry: 'Prochain essai',
    nextIn: 'dans {{time}}',
    sent: 'Envoyés',
    lastSent: 'Dernier envoi',
    dropped: 'Écartés',
    none: 'aucun',
    never: 'pas depuis le démarrage',
    lastTrouble: 'Dernier ennui',
    troubleAt: '{{trouble}} il y a {{age}}',
    dropReason: {
      full: '{{n}} faute de place',
      sampled: '{{n}} au hasard, comme défini',
      ignored: '{{n}} ignorés, comme défini',
      repeated: '{{n}} répétés',
      refused: '{{n}} refusés',
      broken: '{{n}} illisibles',
    },
    dumps: 'Vidages de plantage',
    dumpsOff: 'Non conservés',
    dumpsOf_one: '{{n}} conservé',
    dumpsOf_many: '{{n}} conservés',
    dumpsOf_other: '{{n}} conservés',
    newest: 'le plus récent il y a {{age}}',
    folder: 'Dossier des vidages de plantage',
  },
}
