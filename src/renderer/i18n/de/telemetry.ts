import type { telemetry as en, telemetryItems as enItems } from '../en/telemetry.ts'
import type { Translation } from '../translation.ts'

/** Error reports: the settings, the test report, and the figures under Diagnostics. */
export const telemetryItems: Translation<typeof enItems> = {
  telemetryDsn: {
    name: 'Adresse für Fehlerberichte',
    help: 'Die Adresse (DSN) eines Projekts auf einem Server, der das Protokoll von Sentry spricht, etwa https://key@errors.example.org/1; http:// nur für diesen PC. Leer: Nichts wird gesammelt, aufbewahrt oder gesendet.',
  },
  telemetryEnvironment: { name: 'Umgebung', help: 'Steht in jedem Bericht, etwa production oder test.' },
  telemetryRelease: { name: 'Ausgabe', help: 'Steht in jedem Bericht. Leer: die Version dieses Programms.' },
  telemetrySampleRate: {
    name: 'Anteil der gemeldeten Fehler',
    help: '1 meldet alle, 0.1 einen von zehn, nach Zufall. Der Testbericht wird immer gesendet.',
  },
  telemetryIgnore: {
    name: 'Nicht gemeldete Fehler',
    help: 'Teile ihrer Meldungen, durch Semikolons getrennt; * steht für Beliebiges. Zum Beispiel: ResizeObserver; http-5*.',
  },
  telemetrySendsUser: {
    name: 'Sagen, wer und wo',
    help: 'Fügt die IDs des Benutzers, des Mandanten und des Standorts hinzu. Namen, E-Mail-Adressen, Token und Passwörter werden nie gesendet.',
  },
  keepCrashDumps: {
    name: 'Absturzabbilder aufbewahren',
    help: 'Bewahrt ein Abbild des Arbeitsspeichers eines abgestürzten Prozesses auf diesem PC auf, höchstens 10 und höchstens 30 Tage. Es kann Token enthalten und wird nie von selbst gesendet. Gilt ab dem nächsten Start.',
  },
}

export const telemetry: Translation<typeof en> = {
  intro:
    'Berichte über Fehler der Konsole selbst, für ihre Wartung. Sie bleiben auf diesem PC, solange der Empfänger nicht erreichbar ist, und werden gelöscht, wenn die Berichte ausgeschaltet werden.',
  test: {
    send: 'Testbericht senden',
    sending: 'Wird gesendet',
    off: 'Zuerst eine Adresse eingeben: Die Berichte sind aus.',
    sent: 'Der Empfänger hat den Testbericht {{id}} angenommen.',
    kept: 'Der Testbericht {{id}} wartet auf diesem PC und wird später gesendet. {{trouble}}',
    refused: 'Der Empfänger nimmt den Testbericht {{id}} nicht an. Adresse und Grenzen prüfen.',
    failed: 'Der Testbericht konnte nicht erstellt werden. {{reason}}',
  },
  trouble: {
    unreachable: 'Der Empfänger ist nicht erreichbar.',
    busy: 'Der Empfänger will eine Weile in Ruhe gelassen werden oder hat selbst Schwierigkeiten.',
    rejected: 'Der Empfänger kennt den Schlüssel oder das Projekt nicht: Adresse prüfen.',
    refused: 'Der Empfänger hat einen Bericht nicht angenommen.',
    unstored:
      'Der Datenträger nimmt keine Berichte an: Sie warten im Arbeitsspeicher und gehen mit dem nächsten Start verloren.',
  },
  figures: {
    title: 'Fehlerberichte seit dem Start',
    state: 'Berichte',
    off: 'Aus: Nichts wird gesammelt',
    onTo: 'Gesendet an {{receiver}}',
    kept: 'Wartend auf diesem PC',
    keptOf: '{{n}} ({{size}})',
    nextTry: 'Nächster Versuch',
    nextIn: 'in {{time}}',
    sent: 'Gesendet',
    lastSent: 'Zuletzt gesendet',
    dropped: 'Ausgelassen',
    none: 'keine',
    never: 'nicht seit dem Start',
    lastTrouble: 'Letzte Schwierigkeit',
    troubleAt: '{{trouble}} Vor {{age}}',
    dropReason: {
      full: '{{n}} aus Platzmangel',
      sampled: '{{n}} nach Zufall, wie eingestellt',
      ignored: '{{n}} ignoriert, wie eingestellt',
      repeated: '{{n}} wiederholt',
      refused: '{{n}} abgelehnt',
      broken: '{{n}} nicht lesbar',
    },
    dumps: 'Absturzabbilder',
    dumpsOff: 'Nicht aufbewahrt',
    dumpsOf_one: '{{n}} aufbewahrt',
    dumpsOf_other: '{{n}} aufbewahrt',
    newest: 'das neueste vor {{age}}',
    folder: 'Ordner der Absturzabbilder',
  },
}
