import type { help as en } from '../en/help.ts'
import type { Translation } from '../translation.ts'

/** The Help page. The guides themselves are in `docs/guide`. */
export const help: Translation<typeof en> = {
  title: 'Hilfe',
  search: 'Hilfe durchsuchen',
  searchHint: 'Anleitungen, Tasten, Symbole',
  found_one: '{{n}} Stelle gefunden',
  found_other: '{{n}} Stellen gefunden',
  nothing: 'Nichts in der Hilfe passt zu „{{query}}“.',
  showAll: 'Nach etwas anderem suchen',
  reading: 'Die Anleitungen werden gelesen',
  inEnglish: 'Diese Anleitung gibt es bisher nur auf Englisch.',
  isOlder: 'Die englische Anleitung wurde nach der Übersetzung geändert. Was daran neu ist, fehlt hier.',
  foundList: 'In der Hilfe gefunden',
  topics: 'Themen',
  text: 'Text der Hilfe',
  group: { operators: 'Für die Bedienung', administrators: 'Für die Administration', engineers: 'Für die Technik' },
  onThisPage: 'Auf dieser Seite',
  otherGuides: 'Andere Anleitungen',
  before: 'Davor',
  after: 'Danach',
  print: 'Drucken',
  copy: 'Kopieren',
  copied: 'Kopiert',
  more: 'Nachschlagen',
  topic: { keys: 'Tastatur', states: 'Zustände und Symbole', about: 'Über diese Konsole' },
  tour: 'Rundgang starten',
  aboutFound: 'rundgang tour version electron profilordner protokollordner dateien',
  states: {
    online: { word: 'Online', meaning: 'Ein Gerät oder die Verbindung: in Kontakt mit dem Server.' },
    idle: { word: 'Leerlauf', meaning: 'Ein Gerät, das Kontakt hat und nichts zu tun.' },
    offline: { word: 'Offline', meaning: 'Ein Gerät, von dem der Server nichts hört.' },
    connecting: { word: 'Verbindet', meaning: 'Die Verbindung wird aufgebaut, angemeldet oder aufgeholt.' },
    warning: { word: 'Eingeschränkt, Warnung', meaning: 'Es geht weiter, aber langsam oder nicht lange.' },
    critical: { word: 'Offline, kritisch', meaning: 'Die Verbindung ist weg, oder etwas braucht Sie sofort.' },
    waiting: { word: 'Wartet', meaning: 'Auf diesem PC gespeichert und vom Server noch nicht übernommen.' },
    sending: { word: 'Wird gesendet', meaning: 'Unterwegs; der Server hat noch nicht geantwortet.' },
    unknown: {
      word: 'Ausgang unbekannt',
      meaning: 'Die Antwort ging verloren. Der Server wird gefragt, bevor etwas wiederholt wird.',
    },
    conflict: {
      word: 'Konflikt',
      meaning: 'Jemand anderes hat dasselbe Feld geändert. Entschieden wird auf der Seite „Konflikte“.',
    },
    stuck: {
      word: 'Abgelehnt',
      meaning:
        'Der Server hat es abgelehnt. Es bleibt mit seinem Grund erhalten, bis es korrigiert oder verworfen wird.',
    },
    stale: {
      word: 'Zu lange gewartet',
      meaning: 'Ein Befehl, der nur gesendet wird, wenn ihn jemand erneut bestätigt.',
    },
    device: {
      word: 'Wartet auf Gerät',
      meaning: 'Der Server hat den Befehl; das Gerät hat sich noch nicht gemeldet.',
    },
    unheard: {
      word: 'Nicht bestätigt',
      meaning: 'Der Server hat den Befehl übernommen, und das Gerät hat rechtzeitig nichts gesagt.',
    },
    unreadable: {
      word: 'Nicht lesbar',
      meaning: 'Von einer neueren Version geschrieben oder beschädigt. Es bleibt erhalten und wird nie gesendet.',
    },
    done: { word: 'Ausgeführt', meaning: 'Der Server hat es; bei einem Befehl hat das Gerät es gemeldet.' },
    undone: { word: 'Zurückgenommen', meaning: 'Zurückgenommen, bevor es angewendet wurde.' },
    expired: {
      word: 'Verfallen',
      meaning: 'Die Zeit war um, bevor es gesendet werden konnte. Es wurde nie gesendet.',
    },
    merged: { word: 'Zusammengeführt', meaning: 'Eine spätere Änderung desselben Objekts hat es mitgenommen.' },
    new: { word: 'Neu', meaning: 'Hier angelegt; der Server kennt es noch nicht.' },
    high: { word: 'Hoch', meaning: 'Ein Alarm, der bald jemanden braucht.' },
    medium: { word: 'Mittel', meaning: 'Ein Alarm, der etwas warten kann.' },
    low: { word: 'Niedrig', meaning: 'Ein Alarm, der warten kann.' },
    acknowledged: { word: 'Quittiert', meaning: 'Jemand hat den Alarm gesehen; er steht noch an.' },
    returned: {
      word: 'Gegangen, nicht quittiert',
      meaning: 'Der Alarm ist gegangen, und noch niemand hat ihn gesehen.',
    },
    shelved: {
      word: 'Zurückgestellt',
      meaning: 'Aus dem Weg bis zu einer Zeit, die jemand festgelegt hat. Er kommt von selbst wieder.',
    },
    suppressed: { word: 'Unterdrückt', meaning: 'Der Server hält den Alarm planmäßig zurück.' },
    'out-of-service': {
      word: 'Außer Betrieb',
      meaning: 'Aus dem Weg, bis ihn jemand wieder in Betrieb nimmt.',
    },
  },
}
