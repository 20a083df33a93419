import type { usage as en, usageItems as enItems, usageOptions as enOptions } from '../en/usage.ts'
import type { Translation } from '../translation.ts'

/** Settings of usage analytics and of features that not everybody has. */
export const usageItems: Translation<typeof enItems> = {
  usageAnalytics: {
    name: 'Zählen, welche Funktionen benutzt werden',
    help: 'Zählt auf diesem PC, wie oft Seiten geöffnet und welche Arten von Dingen getan werden. Nie Namen, IDs, Werte oder was getippt wird. Nichts davon verlässt diesen PC.',
  },
  flagSiteTrend: {
    name: 'Standorte über die Zeit, als Linie oder Streifen',
    help: 'Wie die Auswertung zeigt, was über die Zeit aus einem Standort wurde.',
  },
  flagHoursMap: {
    name: 'Wiedergaben nach Stunde der Woche',
    help: 'Die Auswertung zeigt, in welchen Stunden der Woche am meisten wiedergegeben wird.',
  },
}

export const usageOptions: Translation<typeof enOptions> = {
  assigned: 'Nach Zuteilung',
  line: 'Linie',
  strip: 'Streifen',
  off: 'Aus',
  on: 'Ein',
}

export const usage: Translation<typeof en> = {
  loading: 'Das Gezählte wird gelesen',
  failed: 'Das Gezählte konnte nicht gelesen werden.',
  none: 'Noch wurde nichts gezählt.',
  noneOff: 'Auf diesem PC wurde nie etwas gezählt.',
  stopped: 'Es wird nichts mehr gezählt. Was vorher gezählt wurde, bleibt, bis es gelöscht wird.',
  problem: 'Die neuesten Zahlen konnten nicht geschrieben werden: {{message}}. Sie warten im Arbeitsspeicher.',
  keptFor: 'Die Zahlen werden {{n}} Tage aufbewahrt.',
  table: 'Wie oft was benutzt wurde',
  column: { name: 'Was', week: '7 Tage', all: 'Alle', days: 'Tag für Tag' },
  daysLabel_one: '{{name}}: an {{n}} Tag, höchstens {{most}} an einem.',
  daysLabel_other: '{{name}}: an {{n}} Tagen, höchstens {{most}} an einem.',
  anew: 'Neu lesen',
  export: 'Exportieren…',
  exported: '{{file}} ist geschrieben.',
  notExported: 'Nicht geschrieben. {{message}}',
  clear: 'Alle Zahlen löschen…',
  clearTitle: 'Alle Zahlen löschen?',
  clearText: 'Alles, was auf diesem PC gezählt wurde, wird endgültig gelöscht. Sonst wird nichts geändert.',
  clearConfirm: 'Alle Zahlen löschen',
  cleared: 'Alle Zahlen sind gelöscht.',
  notCleared: 'Nicht gelöscht. {{message}}',
  page: 'Seite geöffnet: {{page}}',
  command: 'Befehl gegeben: {{command}}',
  experiment: '{{flag}}: {{variant}} gezeigt',
  kind: { create: 'Hinzugefügt: {{what}}', update: 'Geändert: {{what}}', delete: 'Gelöscht: {{what}}' },
  act: {
    retry: 'Wartende Änderungen erneut versucht',
    'roll-back': 'Wartende Änderungen zurückgenommen',
    discard: 'Wartende Änderungen verworfen',
    restore: 'Änderungen wiederhergestellt',
    'confirm-again': 'Wartende Befehle erneut bestätigt',
    'resolve-conflict': 'Konflikt entschieden',
    'resolve-many-conflicts': 'Viele Konflikte auf einmal entschieden',
    'undo-decision': 'Entscheidung rückgängig gemacht',
    'pause-queue': 'Senden angehalten oder fortgesetzt',
    'write-report': 'Bericht geschrieben',
    'write-analytics': 'Auswertung exportiert',
    'write-list': 'Liste exportiert',
    'write-waiting': 'Wartende Änderungen exportiert',
    'take-in-waiting': 'Wartende Änderungen importiert',
    'write-ledger': 'Journal exportiert',
    'write-diagnostics': 'Diagnose exportiert',
    'open-window': 'Fenster geöffnet',
    'switch-site': 'Standort gewechselt',
  },
  flags: {
    intro:
      'Funktionen, die noch erprobt werden. Jeder PC erhält zufällig eine der Varianten und behält sie; hier lässt sich eine andere wählen. Mit ihrem letzten Tag endet eine Erprobung, und die Funktion ist für alle da oder fort.',
    loading: 'Die Varianten dieses PCs werden gelesen',
    now: '{{flag}}: Dieser PC zeigt {{variant}}',
    origin: {
      chosen: 'gewählt',
      assigned: 'nach Zuteilung, {{share}} aller PCs',
      expired: 'die Erprobung ist vorbei',
    },
    until: 'bis {{day}}',
  },
}
