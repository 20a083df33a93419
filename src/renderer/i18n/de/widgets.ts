import type { widget as en } from '../en/widgets.ts'
import type { Translation } from '../translation.ts'

/** The state of one part of a page. */
export const widget: Translation<typeof en> = {
  current: 'Aktuell',
  synced: 'Aktuell, bestätigt vor {{age}}',
  asOf: 'Stand {{time}}',
  never: 'Vom Server nie bestätigt',
  reading: 'Wird gelesen',
  failed: 'Konnte nicht gelesen werden',
  optimistic_one: '{{n}} nicht bestätigt',
  optimistic_other: '{{n}} nicht bestätigt',
  stuck_one: '{{n}} braucht Sie',
  stuck_other: '{{n}} brauchen Sie',
  readNow: 'Gerade gelesen',
  read: 'Gelesen vor {{age}}',
  notAgain: 'Stand {{time}}, konnte seitdem nicht gelesen werden',
  unknown: {
    title: 'Noch nicht bekannt',
    reading:
      'Dieser Standort wird zum ersten Mal gelesen. Was der Server weiß, wird gezeigt, sobald er geantwortet hat.',
    signIn: 'Vom Server ist noch nichts gekommen: Er verlangt zuerst eine Anmeldung.',
    offline:
      'Vom Server ist noch nichts gekommen: Er ist nicht erreichbar. Was er weiß, wird gezeigt, sobald er es wieder ist.',
    disconnected: 'Vom Server ist noch nichts gekommen, und die Konsole ist von ihm getrennt.',
  },
}
