import type { settings as en } from '../en/settings.ts'
import type { Translation } from '../translation.ts'
import { diagnostics } from './diagnostics.ts'
import { settingValues } from './setting-values.ts'
import { telemetryItems } from './telemetry.ts'
import { updateItems } from './updates.ts'
import { usageItems } from './usage.ts'
import { workplace, workplaceItems } from './workplace.ts'

/** The Settings page. */
export const settings: Translation<typeof en> = {
  title: 'Paramètres',
  loading: 'Lecture des paramètres',
  search: 'Rechercher des paramètres',
  searchHint: 'Nom, explication ou clé',
  found_one: '{{n}} trouvé',
  found_many: '{{n}} trouvés',
  found_other: '{{n}} trouvés',
  changedOnly: 'Différents du défaut',
  nothingFound: 'Aucun paramètre ne correspond à « {{query}} ».',
  nothingChanged: 'Tous les paramètres ont leur valeur par défaut.',
  nothingFoundHelp: 'Les noms, explications et clés de toutes les sections ont été parcourus.',
  showAll: 'Afficher tous les paramètres',
  limits:
    'Limites à partir desquelles la console dit qu’elle est elle-même lente, et durée de conservation de ce qu’elle a lu.',
  alsoFound: {
    usage: 'vie privée analyses compter statistiques supprimer exporter télémétrie privacy analytics opt-in',
    experiments: 'fonctions essai variante attribution flags features trial',
    connection: 'site serveur adresse liste démonstration test ajouter enlever server address demo',
    account:
      'utilisateur jeton ouvrir fermer session changer modifications en attente des autres user token sign in out',
    errors: 'télémétrie sentry dsn plantage test rapport envoyer vie privée telemetry crash privacy',
    diagnostics:
      'exporter paquet assistance zip captures d’écran chiffres statistiques mesures file connexion étapes registre compteurs rapports d’erreurs vidages de plantage bundle metrics queue ledger crash dumps',
    updates: 'nouvelle version télécharger installer signature source vérifier redémarrer release update install',
    about: 'version electron dossier du profil dossier du journal profile folder log',
  },
  account: {
    unknown: 'On ne sait pas encore qui a ouvert une session.',
    at: 'Au site {{name}}',
    needsToken: 'Le serveur demande une session. Ce qui attend reste sur ce PC jusque-là.',
    showWaiting: 'Afficher ce qui attend',
    signIn: 'Ouvrir une session',
    switch: 'Ouvrir la session de quelqu’un d’autre',
    switchHelp:
      'Un jeton dit qui travaille ici. Ce qui attend reste à qui l’a fait : personne d’autre ne l’envoie, cela repart quand cette personne rouvre une session ici, et n’est jamais supprimé par l’ouverture ou la fermeture d’une session.',
    others: 'Aux autres sites',
    site: 'Site',
    user: 'Utilisateur',
    state: 'Connexion',
    waits: 'En attente',
    nobody: 'personne',
  },
  source: {
    settings: 'défini ici',
    policy: 'défini par votre administrateur',
    environment: 'défini par l’environnement',
    default: 'par défaut',
  },
  defaultIs: 'Défaut : {{value}}',
  backTo: {
    default: 'Revenir au défaut',
    policy: 'Revenir à la valeur de votre administrateur',
    environment: 'Revenir à la valeur de l’environnement',
  },
  changed: 'Modifié',
  locked: 'verrouillé par votre administrateur',
  saved: '{{name}} : modifié',
  undone: '{{name}} : comme avant',
  notSaved: 'Non modifié. {{reason}}',
  problems: 'Problèmes trouvés à la lecture des paramètres',
  on: 'Activé',
  off: 'Désactivé',
  none: 'aucun',
  noLimit: 'sans limite',
  never: 'jamais',
  section: {
    nav: 'Rubriques',
    connection: 'Connexion',
    account: 'Compte',
    appearance: 'Apparence',
    notices: 'Notifications du bureau',
    alarms: 'Alarmes',
    live: 'Mises à jour en direct et file',
    validity: 'Validité des commandes',
    conflicts: 'Conflits',
    timing: 'Délais',
    failures: 'Nouveaux essais et pauses après des échecs',
    performance: 'Performance',
    errors: 'Rapports d’erreurs',
    usage: 'Vie privée',
    experiments: 'Essais',
    updates: 'Mises à jour du programme',
    demo: 'Site de démonstration',
    diagnostics: 'Diagnostic',
    about: 'À propos',
    ...workplace.section,
  },
  server: {
    site: 'Site',
    demo: 'Le site de démonstration sur ce PC',
    own: 'Un serveur de parc',
    url: 'Adresse du serveur',
    urlHelp: 'https://… partout ; http:// seulement pour ce PC.',
    invalid:
      'Une adresse commence par https://, ou par http:// pour ce PC seulement, et ne contient pas de mot de passe.',
    test: 'Tester la connexion',
    testing: 'Test en cours',
    reachable: 'Le serveur répond ({{rtt}}). {{message}}',
    unreachable: 'Le serveur ne répond pas. {{message}}',
    use: 'Utiliser ce serveur',
    useDemo: 'Utiliser le site de démonstration',
    token: 'Jeton',
    tokenHelp: 'Conservé sur ce PC seulement, chiffré si le système le permet. Il n’est plus jamais affiché.',
    saveToken: 'Donner le jeton',
    tokenGiven: 'Le nouveau jeton est à l’essai.',
  },
  range: 'De {{min}} à {{max}}',
  rangeOpen: '{{min}} ou plus',
  item: {
    ...telemetryItems,
    ...usageItems,
    ...updateItems,
    ...workplaceItems,
    certificateFile: {
      name: 'Fichier de certificats',
      help: 'Certificats de vos propres autorités, au format PEM, approuvés en plus de ceux du programme et du système de ce PC. Vide : aucun.',
    },
    serverUrl: { name: 'Adresse du serveur', help: 'Le serveur de parc auquel appartient cette console.' },
    tenant: { name: 'Locataire', help: 'La partie du serveur dans laquelle travaille cette console.' },
    autoConnect: { name: 'Se connecter au démarrage', help: 'La console se connecte d’elle-même à son démarrage.' },
    realtimeEnabled: {
      name: 'Mises à jour en direct',
      help: 'Reçoit chaque modification à mesure. Désactivé : rien n’est reçu ni envoyé.',
    },
    conflictAutoResolve: {
      name: 'Résoudre les conflits automatiquement',
      help: 'Désactivé : une personne tranche chaque vrai conflit. Activé : les choix ci-dessous tranchent, et la valeur écartée est conservée sous Conflits.',
    },
    conflictDeviceStrategy: {
      name: 'Appareils',
      help: 'La valeur qui compte quand deux personnes ont modifié le même champ. Les étiquettes fusionnent dans tous les cas.',
    },
    conflictPlaylistStrategy: {
      name: 'Listes de lecture',
      help: 'Les éléments fusionnent un par un ; ceci vaut pour le reste. Fusionner demande là où quelque chose se perdrait.',
    },
    conflictScheduleStrategy: {
      name: 'Programmations',
      help: 'Les appareils et les jours fusionnent ; ceci vaut pour le reste.',
    },
    conflictContentStrategy: { name: 'Contenus', help: 'Les étiquettes fusionnent ; ceci vaut pour le reste.' },
    conflictAlertStrategy: {
      name: 'Alertes',
      help: 'Les remarques fusionnent là où elles s’accordent ; ceci vaut pour le reste.',
    },
    conflictWallboardStrategy: {
      name: 'Tableaux muraux',
      help: 'Les pages et les widgets fusionnent un par un ; ceci vaut pour le reste.',
    },
    conflictFieldStrategies: {
      name: 'Exceptions pour certains champs',
      help: 'Par exemple : playlist.items=merge, device.name=manual. Choix : server-wins, client-wins, merge, manual.',
    },
    conflictMaxRounds: {
      name: 'Tours avant de demander à une personne',
      help: 'Combien de fois une modification est reposée d’elle-même sur celles des autres. Ensuite, elle attend sous Conflits.',
    },
    commandConfirmAfterMs: {
      name: 'Redemander pour les commandes après',
      help: 'Une commande d’appareil qui a attendu ce temps n’est pas envoyée avant que quelqu’un la reconfirme. Vide : ne demande jamais.',
    },
    commandExpireAfterMs: {
      name: 'Expiration des commandes après',
      help: 'Une commande d’appareil qui a attendu ce temps se termine sans envoi. Vide : jamais.',
    },
    editConfirmAfterMs: {
      name: 'Redemander pour les valeurs après',
      help: 'De même pour les modifications de valeurs. Vide : elles restent valables sans fin.',
    },
    editExpireAfterMs: {
      name: 'Expiration des valeurs modifiées après',
      help: 'Vide : elles restent valables sans fin.',
    },
    commandConfirmationMs: {
      name: 'Temps de confirmation d’un appareil',
      help: 'Un appareil qui ne dit rien d’une commande pendant ce temps ne l’a pas confirmée.',
    },
    performanceMonitoring: {
      name: 'Mesurer les performances',
      help: 'Conserve sur ce PC les temps du travail de la console.',
    },
    performanceAlerts: {
      name: 'Alertes de performances',
      help: 'Le dit quand la console elle-même devient lente.',
    },
    offlineSupport: {
      name: 'Travailler hors ligne',
      help: 'Les modifications sont acceptées sans connexion et envoyées plus tard.',
    },
    backgroundSync: {
      name: 'Synchroniser en arrière-plan',
      help: 'Garde à jour la copie de ce PC pendant que la fenêtre est masquée.',
    },
    refreshIntervalMs: {
      name: 'Actualisation en arrière-plan',
      help: 'Fréquence à laquelle le flux est relu en plus de ce qu’il dit de lui-même. Vide : jamais.',
    },
    inboundThrottleMs: {
      name: 'Réunir les signalements pendant',
      help: 'Ce que signalent les appareils est affiché ensemble à cette cadence. 0 : aussitôt.',
    },
    inboundDebounceMs: {
      name: 'Attendre le calme',
      help: 'Un appareil qui signale sans cesse est affiché après être resté calme ce temps. 0 : aussitôt.',
    },
    heartbeatIntervalMs: {
      name: 'Signal de vie',
      help: 'Fréquence à laquelle on demande au serveur s’il répond encore.',
    },
    reconnectDelayMaxMs: {
      name: 'Plus longue attente entre les essais',
      help: 'Les essais de reconnexion ne sont jamais plus espacés.',
    },
    maxReconnectAttempts: {
      name: 'Nombre maximal d’essais',
      help: 'Après ce nombre, la console vous attend. Vide : elle n’y renonce jamais.',
    },
    requestTimeoutMs: {
      name: 'Délai des demandes',
      help: 'Une demande sans réponse compte comme échouée après ce temps.',
    },
    rollbackTimeoutMs: {
      name: 'Affichée en attente après',
      help: 'Une modification sans réponse dit « en attente » après ce temps. Elle n’est jamais retirée pour cela.',
    },
    retryAttempts: {
      name: 'Nouveaux essais après un refus',
      help: 'Nombre de refus du serveur avant qu’une modification vous attende. Les ennuis de réseau ne comptent jamais.',
    },
    breakerFailureThreshold: {
      name: 'Échecs avant une pause',
      help: 'Quand le serveur a échoué ce nombre de fois en une minute, plus rien ne lui est envoyé pendant un moment.',
    },
    breakerSuccessThreshold: {
      name: 'Essais avant le retour à la normale',
      help: 'Ce nombre d’essais de suite doit réussir après une pause ; jusque-là, un seul part à la fois.',
    },
    breakerTimeoutMs: {
      name: 'Durée d’une pause',
      help: 'Ensuite, un essai part. Un serveur qui indique son propre moment est essayé à ce moment-là.',
    },
    retryMaxAttempts: {
      name: 'Essais d’une demande',
      help: 'Le premier compris. Les modifications en file ont leur propre règle.',
    },
    retryStrategy: {
      name: 'Attente après un refus',
      help: 'Pour les demandes et les modifications en file. Exponentielle : chaque attente est plus longue d’un facteur. Linéaire : de la première attente. Demander : une modification refusée attend aussitôt une personne.',
    },
    retryInitialDelayMs: {
      name: 'Première attente entre les essais',
      help: 'L’attente grandit à chaque essai.',
    },
    retryMaxDelayMs: {
      name: 'Plus longue attente entre deux essais',
      help: 'L’attente entre deux essais ne dépasse jamais cela.',
    },
    retryMultiplier: {
      name: 'Croissance de l’attente',
      help: 'Avec l’attente exponentielle, chacune dure autant de fois la précédente.',
    },
    retryJitter: {
      name: 'Étaler les attentes',
      help: 'Raccourcit un peu les attentes au hasard, pour que les consoles ne reviennent pas toutes en même temps.',
    },
    pageRenderWarningMs: {
      name: 'Affichage d’une page : avertir à partir de',
      help: 'Temps entre l’ouverture d’une page et sa première image.',
    },
    pageRenderCriticalMs: {
      name: 'Affichage d’une page : critique à partir de',
      help: 'À partir de là, c’est dit critique.',
    },
    componentRenderWarningMs: {
      name: 'Dessin d’une partie : avertir à partir de',
      help: 'Temps pour dessiner une partie d’une page.',
    },
    componentRenderCriticalMs: {
      name: 'Dessin d’une partie : critique à partir de',
      help: 'À partir de là, c’est dit critique.',
    },
    dataBindingWarningMs: {
      name: 'Remplissage d’un widget : avertir à partir de',
      help: 'Temps entre de nouvelles données et le widget qui les montre.',
    },
    dataBindingCriticalMs: {
      name: 'Remplissage d’un widget : critique à partir de',
      help: 'À partir de là, c’est dit critique.',
    },
    dataFetchWarningMs: {
      name: 'Lecture de données : avertir à partir de',
      help: 'Temps jusqu’à ce que les données demandées par une page soient là.',
    },
    dataFetchCriticalMs: {
      name: 'Lecture de données : critique à partir de',
      help: 'À partir de là, c’est dit critique.',
    },
    bundleSizeWarningBytes: {
      name: 'Taille des parties du programme : avertir à partir de',
      help: 'La quantité de code que lit une fenêtre.',
    },
    bundleSizeCriticalBytes: {
      name: 'Taille des parties du programme : critique à partir de',
      help: 'À partir de là, c’est dit critique.',
    },
    slowQueryWarningMs: {
      name: 'Stockage sur ce PC : avertir à partir de',
      help: 'Temps d’une lecture ou écriture du stockage. La lecture complète au démarrage ne compte pas.',
    },
    slowQueryCriticalMs: {
      name: 'Stockage sur ce PC : critique à partir de',
      help: 'À partir de là, c’est dit critique.',
    },
    errorRateWarning: {
      name: 'Erreurs en une minute : avertir à partir de',
      help: 'Erreurs que la console écrit dans son journal.',
    },
    errorRateCritical: {
      name: 'Erreurs en une minute : critique à partir de',
      help: 'À partir de là, c’est dit critique.',
    },
    memoryWarningBytes: {
      name: 'Mémoire : avertir à partir de',
      help: 'Ce qu’utilisent ensemble tous les processus de la console.',
    },
    memoryCriticalBytes: { name: 'Mémoire : critique à partir de', help: 'À partir de là, c’est dit critique.' },
    readStaleAfterMs: {
      name: 'Lectures tenues pour fraîches pendant',
      help: 'Une liste déjà lue est réaffichée sans demander, pendant ce temps. Les modifications se voient aussitôt dans tous les cas.',
    },
    figureMinutesKeptMs: {
      name: 'Conservation des chiffres par minute',
      help: 'Temps et tailles propres à la console, un point par minute. Les plus anciens sont conservés par heure.',
    },
    figureHoursKeptMs: {
      name: 'Conservation des chiffres par heure',
      help: 'Les rapports sur des périodes plus longues en sont faits.',
    },
    fleetHistoryKeptMs: {
      name: 'Conservation de l’historique des appareils',
      help: 'Quand chaque appareil était en ligne, vu de ce PC : la disponibilité en est comptée.',
    },
    readKeptForMs: {
      name: 'Conservation des lectures',
      help: 'Ce que personne n’a regardé pendant ce temps est relu.',
    },
    metricsEndpoint: {
      name: 'Chiffres pour d’autres programmes',
      help: 'Les programmes de ce PC, et personne d’autre, peuvent lire les chiffres de la console comme le fait Prometheus.',
    },
    metricsPort: { name: 'Port pour d’autres programmes', help: 'Un port libre de ce PC.' },
    queueMaxCount: {
      name: 'Nombre maximal en file',
      help: 'Au-delà, les nouvelles modifications ne sont pas acceptées.',
    },
    uploadRateLimit: {
      name: 'Vitesse des envois',
      help: 'Tous les envois de ce PC réunis ne dépassent pas ce débit, en octets par seconde. Vide : aussi vite que le réseau.',
    },
    queueMaxBytes: {
      name: 'Taille maximale de la file',
      help: 'Au-delà, les nouvelles modifications ne sont pas acceptées.',
    },
    theme: { name: 'Thème', help: 'Sombre, clair, à fort contraste, ou comme le système.' },
    density: { name: 'Densité', help: 'Compacte montre plus de lignes.' },
    startPage: {
      name: 'Page de départ',
      help: 'Là où s’ouvre une fenêtre qui n’était pas ouverte la dernière fois. Les autres s’ouvrent sur leur page.',
    },
    notifyCriticalAlarms: {
      name: 'Alarmes critiques',
      help: 'Une notification sur le bureau pour chaque nouvelle, tant qu’aucune fenêtre de la console n’est au premier plan. Plusieurs à la fois n’en font qu’une.',
    },
    notifyStuckOperations: {
      name: 'Modifications qui vous attendent',
      help: 'Une notification pour les modifications refusées, en conflit, ou qui ont attendu trop longtemps et sont à reconfirmer.',
    },
    quietHoursFrom: {
      name: 'Calme à partir de',
      help: 'Comme 22:00. Aucune notification ne vient à partir de là. Vide : pas d’heures de calme.',
    },
    quietHoursTo: {
      name: 'Calme jusqu’à',
      help: 'Comme 06:00. Ce qui est venu entre-temps et reste ouvert vient alors en une notification.',
    },
    alarmOperators: {
      name: 'Opérateurs qui se partagent les alarmes',
      help: 'Le rapport sur les alarmes divise ses taux par ce nombre. Cela ne change aucune alarme.',
    },
    alarmEventsKeptDays: {
      name: 'Jours de conservation des alarmes une à une',
      help: 'Quand chaque alarme a été déclenchée, acquittée, finie ou écartée, et par qui. Ce qui est plus ancien est supprimé peu à peu ; ses chiffres restent.',
    },
    alarmFiguresKeptDays: {
      name: 'Jours de conservation des chiffres des alarmes',
      help: 'Les sommes de chaque jour dans le rapport. Une année et celle d’avant en demandent 730. Ce qui a été supprimé ne revient pas.',
    },
    staysInPanel: {
      name: 'Continuer sans fenêtre',
      help: 'Quand sa dernière fenêtre est fermée, la console reste dans la barre du bureau : les modifications sont toujours envoyées et les rapports écrits. Demande l’icône dans la barre ; Quitter est dans son menu.',
    },
    trayIcon: { name: 'Icône dans la barre', help: 'Montre le pire état de tous les sites dans la barre du bureau.' },
    demoDevices: {
      name: 'Appareils',
      help: 'Nombre d’appareils du site de démonstration. Pris en compte au prochain démarrage.',
    },
    demoEventsPerSecond: {
      name: 'Événements par seconde',
      help: 'L’activité du site de démonstration. Prise en compte au prochain démarrage.',
    },
    deviceViews: { name: 'Vues des appareils', help: 'Enregistrées sur la page Appareils.' },
    deviceLayout: { name: 'Colonnes des appareils', help: 'Disposées sur la page Appareils.' },
    demoSeed: {
      name: 'Graine',
      help: 'La même graine donne le même site de démonstration. Prise en compte au prochain démarrage.',
    },
  },
  diagnostics,
  ...settingValues,
  about: {
    version: 'Version',
    runtime: 'Electron',
    profile: 'Dossier du profil',
    log: 'Dossier du journal',
    packaged: 'Installée',
    unpackaged: 'Lancée depuis les sources',
  },
}
