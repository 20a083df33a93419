import type { widget as en } from '../en/widgets.ts'
import type { Translation } from '../translation.ts'

/** The state of one part of a page. */
export const widget: Translation<typeof en> = {
  current: 'Actuel',
  synced: 'Actuel, confirmé il y a {{age}}',
  asOf: 'État de {{time}}',
  never: 'Jamais confirmé par le serveur',
  reading: 'Lecture en cours',
  failed: 'N’a pas pu être lu',
  optimistic_one: '{{n}} non confirmée',
  optimistic_many: '{{n}} non confirmées',
  optimistic_other: '{{n}} non confirmées',
  stuck_one: '{{n}} vous attend',
  stuck_many: '{{n}} vous attendent',
  stuck_other: '{{n}} vous attendent',
  readNow: 'Lu à l’instant',
  read: 'Lu il y a {{age}}',
  notAgain: 'État de {{time}}, n’a pas pu être relu depuis',
  /** Where nothing is there, and the server has not said yet that there is nothing. */
  unknown: {
    title: 'Pas encore connu',
    reading: 'Ce site est lu pour la première fois. Ce que sait le serveur s’affiche dès qu’il a répondu.',
    signIn: 'Rien n’est encore venu du serveur : il demande d’abord que quelqu’un ouvre une session.',
    offline: 'Rien n’est encore venu du serveur : il est injoignable. Ce qu’il sait s’affiche à son retour.',
    disconnected: 'Rien n’est encore venu du serveur, et la console en est déconnectée.',
  },
}
