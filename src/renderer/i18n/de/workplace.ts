import type { workplace as en, workplaceItems as enItems, workplaceOptions as enOptions } from '../en/workplace.ts'
import type { Translation } from '../translation.ts'

export const workplaceItems: Translation<typeof enItems> = {
  allowedExports: {
    name: 'Dateien, die geschrieben werden dürfen',
    help: 'Welche Berichte und anderen Dateien das Bedienpersonal schreiben darf. Nur die Richtliniendatei kann es ändern.',
  },
  language: { name: 'Sprache', help: 'Aller Fenster, der Leiste und der Mitteilungen. Getipptes bleibt stehen.' },
  startAtLogin: {
    name: 'Bei der Anmeldung starten',
    help: 'Die Konsole startet, wenn sich jemand an diesem PC anmeldet.',
  },
  startHidden: {
    name: 'Ohne Fenster starten',
    help: 'Bei der Anmeldung gestartet, ist die Konsole nur in der Systemleiste, bis jemand sie öffnet. Nicht im Kioskmodus und nicht, wo es keine Systemleiste gibt.',
  },
  kiosk: {
    name: 'Kioskmodus',
    help: 'Jedes Fenster füllt seinen Bildschirm und kann weder geschlossen noch verschoben noch verlassen werden. Ctrl Alt Shift K verlässt den Kioskmodus, außer er ist gesperrt. Stürzt die Konsole ab, wird sie neu gestartet, ab dem nächsten Start.',
  },
  wall: {
    name: 'Wand-PC',
    help: 'Wo vorher kein Fenster offen war, erhält jeder Bildschirm eine Wandanzeige. Wandanzeigen füllen ihre Bildschirme, der ruhende Mauszeiger wird ausgeblendet, und keine Benachrichtigung liegt darüber. Stürzt die Konsole ab, wird sie neu gestartet, ab dem nächsten Start.',
  },
  keepAwake: {
    name: 'Bildschirme eingeschaltet lassen',
    help: 'Ob dieser PC seine Bildschirme ausschalten darf. An Wänden: nicht, solange ein Wandfenster offen ist, und nicht im Kioskmodus.',
  },
}

export const workplaceOptions: Translation<typeof enOptions> = {
  never: 'Nie',
  walls: 'An Wänden',
  always: 'Immer',
}

export const workplace: Translation<typeof en> = {
  section: { workplace: 'Dieser PC', policy: 'Administration' },
  autostart: {
    on: 'Dieser PC startet die Konsole bei der Anmeldung.',
    off: 'Dieser PC startet die Konsole bei der Anmeldung nicht.',
    all: 'Dieser PC startet die Konsole bei der Anmeldung für alle seine Benutzer: Die Administration hat das eingerichtet.',
    foreign:
      'Dieser PC startet bei der Anmeldung eine andere Installation der Konsole. Neu eingerichtet, startet er diese.',
    missing:
      'Hier ist es eingeschaltet, aber der Eintrag auf diesem PC fehlt oder ist ausgeschaltet. Die Konsole wird bei der Anmeldung nicht starten.',
    unwanted: 'Hier ist es ausgeschaltet, aber dieser PC startet die Konsole bei der Anmeldung trotzdem.',
    failed: 'Der Eintrag auf diesem PC kann nicht gelesen oder geschrieben werden. {{reason}}',
    again: 'Neu einrichten',
    remove: 'Eintrag entfernen',
  },
  policy: {
    none: 'Auf diesem PC gibt es keine Richtlinie: Alle Einstellungen gehören dem Bedienpersonal.',
    inForce: 'In Kraft: {{file}}',
    counts: '{{set}} von der Administration gesetzt, {{locked}} gesperrt.',
    unreadable:
      'Die Richtlinie {{file}} kann nicht gelesen werden. Es gilt, was sie zuletzt sagte, und keine Einstellung kann geändert werden, bis sie berichtigt ist.',
    problem: 'Zeile {{line}}, Spalte {{column}}: {{message}}',
    banner_one: 'Die Richtliniendatei hat einen Fehler. {{file}}{{where}}: {{message}} Was in ihr richtig ist, gilt.',
    banner_other:
      'Die Richtliniendatei hat {{count}} Fehler. {{file}}{{where}}: {{message}} Was in ihr richtig ist, gilt.',
    bannerUnreadable:
      'Die Richtliniendatei kann nicht gelesen werden. {{file}}{{where}}: {{message}}. Es gilt, was sie zuletzt sagte, und keine Einstellung kann geändert werden, bis sie berichtigt ist.',
    where: ', Zeile {{line}}, Spalte {{column}}',
    show: 'Zeigen',
    changed_one: 'Die Administration hat eine Einstellung geändert: {{names}}',
    changed_other: 'Die Administration hat {{count}} Einstellungen geändert: {{names}}',
    changedNothing: 'Die Administration hat die Richtlinie geändert. Keine Einstellung hat einen anderen Wert.',
    exports: 'Dateien, die das Bedienpersonal schreiben darf',
    allowed: 'erlaubt',
    notAllowed: 'nicht erlaubt',
  },
  export: {
    'report-pdf': 'Bericht als PDF',
    'report-xlsx': 'Bericht als XLSX',
    'report-csv': 'Bericht als CSV',
    'report-json': 'Bericht als JSON',
    'report-html': 'Bericht als HTML',
    'report-records': 'Bericht als Datensätze',
    ledger: 'Journal aller Vorgänge',
    waiting: 'Wartende Änderungen',
    refused: 'Abgelehnte Änderungen',
    diagnostics: 'Diagnose',
    analytics: 'Auswertung',
    usage: 'Zahlen über benutzte Funktionen',
    lists: 'Listen, wie sie gezeigt werden',
    boards: 'Wallboards',
  },
  kiosk: {
    leave: 'Kioskmodus verlassen',
    leaveEntry: 'Kioskmodus verlassen…',
    leaveTitle: 'Kioskmodus verlassen?',
    leaveText:
      'Fenster können dann verschoben und geschlossen werden. Wieder eingeschaltet wird er in den Einstellungen unter „Dieser PC“.',
    locked: 'Der Kioskmodus ist von der Administration gesperrt. Er endet, wenn die Richtliniendatei es sagt: {{file}}',
    refused: 'Im Kioskmodus werden Fenster weder geöffnet noch verschoben noch geschlossen.',
  },
}
