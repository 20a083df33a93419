import type { welcome as en } from '../en/welcome.ts'
import type { Translation } from '../translation.ts'

/** The welcome of a first start, and the tour. */
export const welcome: Translation<typeof en> = {
  title: 'Bienvenue dans Outpost Console',
  text: 'Vous voyez le site de démonstration : un parc d’appareils simulés sur ce PC. Modifiez ce que vous voulez ; rien n’en quitte ce PC.',
  demo: 'Pour travailler avec vos propres appareils, connectez-vous à votre serveur de parc. La démonstration garde ce que vous y avez fait.',
  tryDemo: 'Essayer le site de démonstration',
  connect: 'Se connecter à votre serveur…',
  skip: 'Pas maintenant',
  back: 'Retour',
  tokenHelp: 'De votre administrateur. Sans jeton, on vous demandera ensuite d’ouvrir une session.',
  connectDone: 'Se connecter',
  connecting: 'Connexion en cours',
  notOpened: 'Le site n’a pas pu être ouvert à temps. Les paramètres disent pourquoi, et rien n’est perdu.',
  offerTitle: 'Votre serveur est défini',
  offerText_one: 'Une visite en {{count}} étape montre où tout se trouve.',
  offerText_many: 'Une visite en {{count}} d’étapes montre où tout se trouve.',
  offerText_other: 'Une visite en {{count}} étapes montre où tout se trouve.',
  startTour: 'Commencer la visite',
  tour: 'Visite',
  step: 'Étape {{step}} sur {{count}}',
  next: 'Suivant',
  finish: 'Terminer',
  end: 'Terminer la visite',
  steps: {
    strip: {
      title: 'Le bandeau dit la vérité',
      text: 'Toujours en vue : quel site, s’il est connecté, l’âge des données, et ce qui n’est pas encore fait. Chaque partie ouvre ses détails.',
    },
    rail: {
      title: 'Les pages',
      text: 'Une page par tâche. Alt et un chiffre y mènent ; ce qui demande une décision est compté à côté.',
    },
    page: {
      title: 'Listes et détails',
      text: 'j et k déplacent, Enter ouvre le détail à côté de la liste, / recherche, Esc revient. Les mises à jour en direct ne déplacent jamais ce que vous lisez.',
    },
    pending: {
      title: 'Ce qui est en attente',
      text: 'Une modification est conservée sur ce PC avant d’être affichée en attente, et reste dans ce compte jusqu’à ce que le serveur l’ait vraiment prise. Sans connexion, elle attend simplement plus longtemps.',
    },
    find: {
      title: 'Tout trouver',
      text: 'Ctrl K trouve chaque page, appareil et action en quelques lettres.',
    },
    help: {
      title: 'L’aide est ici, hors ligne aussi',
      text: 'F1 ouvre guides, touches et symboles. « ? » donne les touches de la page. La visite peut y être recommencée.',
    },
  },
}
