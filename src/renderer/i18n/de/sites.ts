import type { sites as en, attention as enAttention, siteSettings as enSettings } from '../en/sites.ts'
import type { Translation } from '../translation.ts'

/** Several sites: the switcher, the list in the settings, and what needs a person over all of them. */
export const sites: Translation<typeof en> = {
  label: 'Standort: {{name}}',
  title: 'Standorte',
  demo: 'Demo-Standort',
  current: 'hier gezeigt',
  state: { opening: 'Wird geöffnet', failed: 'Kann nicht geöffnet werden', closed: 'Ausgeschaltet' },
  waiting_one: '{{count}} wartend',
  waiting_other: '{{count}} wartend',
  alerts_one: '{{count}} dringender Alarm',
  alerts_other: '{{count}} dringende Alarme',
  decisions_one: '{{count}} zu entscheiden',
  decisions_other: '{{count}} zu entscheiden',
  offlineDevices_one: '{{n}} von {{total}} Gerät offline',
  offlineDevices_other: '{{n}} von {{total}} Geräten offline',
  tryAgain: 'Erneut versuchen',
  notSwitched: 'Der Standort wird nicht gezeigt. {{reason}}',
  all: 'Was Sie an allen Standorten braucht',
  manage: 'Standorte hinzufügen oder ändern',
  switchTo: 'Zu {{name}} wechseln',
}

export const attention: Translation<typeof enAttention> = {
  title: 'Alle Standorte',
  loading: 'Alle Standorte werden angesehen',
  failed: 'Dies konnte nicht gelesen werden',
  nothing: 'Nichts braucht Sie',
  nothingOne: 'Der Standort ist verbunden, und nichts wartet auf eine Entscheidung.',
  nothingMany: 'Alle {{count}} Standorte sind verbunden, und nichts wartet auf eine Entscheidung.',
  notKnown: 'Nicht bekannt, dass Sie etwas braucht',
  notKnownText_one:
    '{{n}} von {{total}} Standorten ist gerade nicht zu hören. Was dort seitdem geschehen ist, ist nicht bekannt.',
  notKnownText_other:
    '{{n}} von {{total}} Standorten sind gerade nicht zu hören. Was dort seitdem geschehen ist, ist nicht bekannt.',
  quiet: 'Hier wartet nichts',
  count_one: '{{n}} braucht Sie',
  count_other: '{{n}} brauchen Sie',
  more_one: 'und {{n}} weiterer',
  more_other: 'und {{n}} weitere',
  since: 'seit {{age}}',
  kind: {
    site: 'Standort',
    alert: 'Alarm',
    conflict: 'Konflikt',
    refused: 'Abgelehnt',
    stale: 'Zu bestätigen',
    waiting: 'Wartend',
  },
  siteFailed: 'Dieser Standort kann auf diesem PC nicht geöffnet werden.',
  siteState: 'Der Standort ist nicht verbunden.',
  waitingText_one: '{{n}} Änderung wartet auf diesem PC.',
  waitingText_other: '{{n}} Änderungen warten auf diesem PC.',
  severity: { critical: 'Kritisch', high: 'Hoch', medium: 'Mittel', low: 'Niedrig' },
}

export const siteSettings: Translation<typeof enSettings> = {
  list: 'Standorte dieser Konsole',
  help: 'Jeder Standort hat seine eigene Kopie, Warteschlange und Anmeldung. Alle bleiben verbunden; ein Fenster zeigt jeweils einen.',
  locked: 'Die Administration hat die Standorte dieser Konsole festgelegt.',
  add: 'Standort hinzufügen…',
  addTitle: 'Standort hinzufügen',
  editTitle: '{{name}} ändern',
  name: 'Name',
  nameHelp: 'Leer heißt der Standort so, wie sein Server ihn nennt.',
  address: 'Serveradresse',
  tenant: 'Mandant',
  tenantHelp: 'Der Teil des Servers, in dem diese Konsole arbeitet.',
  isDemo: 'Der Demo-Standort auf diesem PC',
  enabled: 'Geöffnet und verbunden halten',
  save: 'Speichern',
  addDone: 'Hinzufügen und anmelden',
  show: 'Zeigen',
  edit: 'Ändern…',
  remove: 'Entfernen…',
  moved:
    'Mit einer anderen Adresse ist dies ein anderer Standort: Er beginnt leer, und was für die alte Adresse wartet, bleibt auf diesem PC.',
  removeTitle: '{{name}} entfernen?',
  removeNone: 'Dort wartet nichts. ',
  removeUnknown: 'Der Standort ist nicht geöffnet; darum weiß niemand, ob dort etwas wartet. ',
  removeWaiting_one:
    '{{count}} Änderung wartet dort und wird nicht gesendet, solange der Standort nicht in der Liste ist. ',
  removeWaiting_other:
    '{{count}} Änderungen warten dort und werden nicht gesendet, solange der Standort nicht in der Liste ist. ',
  removeKept:
    'Nichts wird gelöscht: Seine Daten bleiben im Profilordner auf diesem PC und werden wieder verwendet, wenn der Standort wieder hinzugefügt wird. Dann ist eine neue Anmeldung nötig.',
  removed: '{{name}} ist nicht mehr in der Liste. Die Daten bleiben in database/{{folder}}.',
  edited: '{{name}} geändert',
  added: '{{name}} hinzugefügt',
  undone: 'Die Standorte sind wieder wie vorher.',
  undoneRemoval: '{{name}} ist wieder in der Liste. Dort ist eine neue Anmeldung nötig.',
  movedOn: 'Die Liste der Standorte hat sich seitdem noch einmal geändert. Sie muss von Hand geändert werden.',
  last: 'Der letzte Standort kann nicht entfernt werden.',
}
