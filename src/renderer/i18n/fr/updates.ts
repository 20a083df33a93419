import type { updateItems as enUpdateItems, updates as enUpdates } from '../en/updates.ts'
import type { Translation } from '../translation.ts'

/** New versions of the program: the settings, what becomes of them, and what an older one says of newer data. */
export const updateItems: Translation<typeof enUpdateItems> = {
  updateFeed: {
    name: 'Emplacement des mises à jour',
    help: 'Un serveur web de votre site comme https://updates.example.org/console, ou le chemin complet d’un dossier ou d’un partage. Vide : rien n’est cherché, et personne n’est interrogé.',
  },
  updateKeys: {
    name: 'Clés qui signent les mises à jour',
    help: 'Telles que votre administrateur les a publiées, comme ed25519:…, séparées par des points-virgules. Sans clé, aucune mise à jour n’est prise.',
  },
  updateCheckEveryMs: {
    name: 'Chercher des mises à jour toutes les',
    help: 'En plus de peu après chaque démarrage.',
  },
  updateInstall: {
    name: 'Installation',
    help: 'Demander : quelqu’un télécharge et installe. Au repos : d’elle-même, dans les heures ci-dessous et quand rien n’est en route. Jamais : c’est seulement dit.',
  },
  updateWindow: {
    name: 'Heures d’installation',
    help: 'Entre lesquelles la console peut redémarrer d’elle-même, comme 02:00-04:30, à l’horloge de ce PC. Vide : jamais d’elle-même.',
  },
}

export const updates: Translation<typeof enUpdates> = {
  storageNewer:
    'Une version plus récente de ce programme a écrit ce qui est enregistré ici. C’est affiché dans la mesure où cette version peut le lire ; rien ne peut être modifié ni envoyé avant la mise à jour du programme. Rien n’est perdu.',
  storageNewerHidden:
    'Une version plus récente de ce programme a écrit ce qui est enregistré ici, et cette version ne peut pas le lire. Rien n’y est touché ; rien ne peut être modifié ni envoyé avant la mise à jour du programme.',
  onlyInFile: 'Défini par un administrateur dans le fichier de politique, et pas ici.',
  present: 'Version',
  checked: 'Dernière recherche',
  neverChecked: 'pas encore',
  offered: 'Proposée',
  offeredSince: '{{version}}, du {{time}}',
  notes: 'Nouveautés',
  progress: 'Reçu de la nouvelle version',
  check: 'Chercher maintenant',
  download: 'Télécharger',
  install: 'Installer au repos',
  installHelp:
    'La console cesse d’envoyer, attend que tout ce qui est en route ait sa réponse, fait une copie de ce qui est enregistré, et redémarre. Ce qui attend est envoyé par la nouvelle version.',
  later: 'Pas aujourd’hui',
  show: 'Afficher',
  offHelp:
    'Un administrateur indique un emplacement et une clé dans le fichier de politique. Jusque-là, rien n’est cherché.',
  neverHelp: 'Rien n’est installé d’ici, comme défini ci-dessous.',
  byHandHelp:
    'Cette installation ne peut pas se remplacer elle-même. Installez la nouvelle version à la main ; ce qui est enregistré ici reste.',
  state: {
    off: 'Aucune mise à jour n’est cherchée.',
    idle: 'Aucune version plus récente n’est connue.',
    checking: 'Recherche d’une version plus récente.',
    available: 'La version {{version}} de la console est disponible ({{size}}).',
    downloading: 'Réception de la version {{version}} : {{bytes}} sur {{total}}.',
    ready: 'La version {{version}} de la console est prête à être installée.',
    waiting_one:
      'Avant d’installer la version {{version}}, on attend la réponse à {{n}} opération. Rien de nouveau n’est envoyé ; ce que vous modifiez est conservé.',
    waiting_many:
      'Avant d’installer la version {{version}}, on attend les réponses à {{n}} d’opérations. Rien de nouveau n’est envoyé ; ce que vous modifiez est conservé.',
    waiting_other:
      'Avant d’installer la version {{version}}, on attend les réponses à {{n}} opérations. Rien de nouveau n’est envoyé ; ce que vous modifiez est conservé.',
    finishing:
      'Avant d’installer la version {{version}}, on termine ce qui est en cours d’écriture. Rien de nouveau n’est envoyé ; ce que vous modifiez est conservé.',
    'backing-up': 'Une copie de ce qui est enregistré ici est faite avant d’installer la version {{version}}.',
    installing: 'Installation de la version {{version}}. La console redémarre dans un instant.',
  },
  problem: {
    unreachable: 'L’emplacement des mises à jour est injoignable. La version {{version}} continue.',
    'no-feed': 'Il n’y a pas de mise à jour pour ce PC à cet emplacement. La version {{version}} continue.',
    'no-keys':
      'Aucune clé n’est définie pour la signature des mises à jour, donc aucune n’est prise. La version {{version}} continue.',
    unsigned:
      'La mise à jour n’est pas signée et a été refusée. La version {{version}} continue. Dites-le à votre administrateur.',
    'wrong-key':
      'La mise à jour n’est signée par personne que cette console connaisse, ou a été altérée, et a été refusée. La version {{version}} continue. Dites-le à votre administrateur.',
    broken: 'Ce qui est dit de la mise à jour est illisible, et elle a été refusée. La version {{version}} continue.',
    older: 'Une version plus ancienne que {{version}} y est proposée ; elle n’est pas prise.',
    truncated:
      'La mise à jour s’est arrêtée trop tôt et a été refusée. La version {{version}} continue ; on peut réessayer.',
    damaged: 'La mise à jour n’est pas ce qui a été signé et a été refusée. La version {{version}} continue.',
    'no-room':
      'Il n’y a pas assez de place sur le disque pour la mise à jour. La version {{version}} continue. Faites de la place, puis réessayez.',
    busy: 'Ce qui était en route n’a pas eu de réponse à temps, donc rien n’a été installé. La version {{version}} continue et envoie de nouveau.',
    'backup-failed':
      'La copie de ce qui est enregistré ici a échoué, donc rien n’a été installé. La version {{version}} continue.',
    'install-failed': 'L’installateur n’a pas pris le relais. La version {{version}} continue.',
    'by-hand': 'Cette installation ne peut pas se remplacer elle-même. La version {{version}} continue.',
  },
}
