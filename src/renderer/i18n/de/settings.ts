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
  title: 'Einstellungen',
  loading: 'Die Einstellungen werden gelesen',
  search: 'Einstellungen durchsuchen',
  searchHint: 'Name, Text oder Schlüssel',
  found_one: '{{n}} gefunden',
  found_other: '{{n}} gefunden',
  changedOnly: 'Nicht auf Vorgabe',
  nothingFound: 'Keine Einstellung passt zu „{{query}}“.',
  nothingChanged: 'Jede Einstellung steht auf ihrer Vorgabe.',
  nothingFoundHelp: 'Namen, Erklärungen und Schlüssel aller Abschnitte wurden durchsucht.',
  showAll: 'Alle Einstellungen zeigen',
  limits: 'Grenzwerte, ab denen die Konsole sagt, dass sie selbst langsam ist, und wie lange sie Gelesenes aufbewahrt.',
  alsoFound: {
    connection: 'standort server adresse liste demo testen hinzufügen entfernen',
    account: 'benutzer token anmelden abmelden wechseln wartende änderungen anderer',
    errors: 'telemetrie sentry dsn absturz testbericht senden datenschutz',
    diagnostics:
      'export bündel support zip bildschirmfotos kennzahlen statistik messgrößen warteschlange verbindung stufen journal zähler fehlerberichte absturzabbilder',
    updates: 'neue version installieren herunterladen signatur prüfen neustart',
    usage: 'datenschutz auswertung zählen statistik löschen export telemetrie zustimmung',
    experiments: 'schalter funktionen erprobung variante zuteilung',
    about: 'version electron profilordner protokollordner',
  },
  account: {
    unknown: 'Noch ist nicht bekannt, wer angemeldet ist.',
    at: 'Am Standort {{name}}',
    needsToken: 'Der Server verlangt eine Anmeldung. Was wartet, bleibt bis dahin auf diesem PC.',
    showWaiting: 'Wartendes zeigen',
    signIn: 'Anmelden',
    switch: 'Als jemand anderes anmelden',
    switchHelp:
      'Ein Token sagt, wer hier arbeitet. Was wartet, bleibt bei der Person, die es erstellt hat: Niemand sonst sendet es, es geht weiter, wenn sie sich hier wieder anmeldet, und An- oder Abmelden löscht es nie.',
    others: 'An den anderen Standorten',
    site: 'Standort',
    user: 'Benutzer',
    state: 'Verbindung',
    waits: 'Wartend',
    nobody: 'niemand',
  },
  source: {
    settings: 'hier gesetzt',
    policy: 'von der Administration gesetzt',
    environment: 'von der Umgebung gesetzt',
    default: 'Vorgabe',
  },
  defaultIs: 'Vorgabe: {{value}}',
  backTo: {
    default: 'Zurück zur Vorgabe',
    policy: 'Zurück zum Wert der Administration',
    environment: 'Zurück zum Wert der Umgebung',
  },
  changed: 'Geändert',
  locked: 'von der Administration gesperrt',
  saved: '{{name}} geändert',
  undone: '{{name}} ist wieder wie vorher',
  notSaved: 'Nicht geändert. {{reason}}',
  problems: 'Beim Lesen der Einstellungen gefundene Probleme',
  on: 'Ein',
  off: 'Aus',
  none: 'keine Angabe',
  noLimit: 'keine Grenze',
  never: 'nie',
  section: {
    nav: 'Abschnitte',
    connection: 'Verbindung',
    account: 'Konto',
    appearance: 'Darstellung',
    notices: 'Benachrichtigungen',
    alarms: 'Alarme',
    live: 'Live-Aktualisierung und Warteschlange',
    validity: 'Gültigkeit von Befehlen',
    conflicts: 'Konflikte',
    timing: 'Zeiten',
    failures: 'Wiederholungen und Pausen nach Fehlschlägen',
    performance: 'Leistung',
    errors: 'Fehlerberichte',
    usage: 'Datenschutz',
    experiments: 'Erprobungen',
    updates: 'Programmaktualisierung',
    demo: 'Demo-Standort',
    diagnostics: 'Diagnose',
    about: 'Über',
    ...workplace.section,
  },
  server: {
    site: 'Standort',
    demo: 'Der Demo-Standort auf diesem PC',
    own: 'Ein Flottenserver',
    url: 'Serveradresse',
    urlHelp: 'https://… überall; http:// nur für diesen PC.',
    invalid: 'Eine Adresse beginnt mit https://, oder mit http:// nur für diesen PC, und enthält kein Passwort.',
    test: 'Verbindung testen',
    testing: 'Test läuft',
    reachable: 'Der Server antwortet ({{rtt}}). {{message}}',
    unreachable: 'Der Server antwortet nicht. {{message}}',
    use: 'Diesen Server verwenden',
    useDemo: 'Demo-Standort verwenden',
    token: 'Token',
    tokenHelp: 'Bleibt nur auf diesem PC, verschlüsselt, wo das System es erlaubt. Es wird nie wieder gezeigt.',
    saveToken: 'Token übergeben',
    tokenGiven: 'Das neue Token wird geprüft.',
  },
  range: 'Von {{min}} bis {{max}}',
  rangeOpen: '{{min}} oder mehr',
  item: {
    ...telemetryItems,
    ...updateItems,
    ...usageItems,
    ...workplaceItems,
    certificateFile: {
      name: 'Zertifikatsdatei',
      help: 'Zertifikate eigener Zertifizierungsstellen im PEM-Format, denen zusätzlich zu denen des Programms und des Systems vertraut wird. Leer: keine.',
    },
    serverUrl: { name: 'Serveradresse', help: 'Der Flottenserver, zu dem diese Konsole gehört.' },
    tenant: { name: 'Mandant', help: 'Der Teil des Servers, in dem diese Konsole arbeitet.' },
    autoConnect: { name: 'Beim Start verbinden', help: 'Verbindet sich von selbst, wenn die Konsole startet.' },
    realtimeEnabled: {
      name: 'Live-Aktualisierung',
      help: 'Empfängt jede Änderung, sobald sie geschieht. Aus: Nichts wird empfangen oder gesendet.',
    },
    conflictAutoResolve: {
      name: 'Konflikte selbst lösen lassen',
      help: 'Aus: Eine Person entscheidet jeden echten Zusammenstoß. Ein: Die Auswahl unten entscheidet, und der unterlegene Wert wird unter „Konflikte“ aufbewahrt.',
    },
    conflictDeviceStrategy: {
      name: 'Geräte',
      help: 'Wessen Wert gilt, wo zwei Personen dasselbe Feld geändert haben. Schlagwörter werden immer zusammengeführt.',
    },
    conflictPlaylistStrategy: {
      name: 'Playlists',
      help: 'Einträge werden einzeln zusammengeführt; dies gilt für den Rest. „Zusammenführen“ fragt, wo etwas verloren ginge.',
    },
    conflictScheduleStrategy: {
      name: 'Zeitpläne',
      help: 'Geräte und Tage werden zusammengeführt; dies gilt für den Rest.',
    },
    conflictContentStrategy: {
      name: 'Inhalte',
      help: 'Schlagwörter werden zusammengeführt; dies gilt für den Rest.',
    },
    conflictAlertStrategy: {
      name: 'Alarme',
      help: 'Notizen werden zusammengeführt, wo sie zusammenpassen; dies gilt für den Rest.',
    },
    conflictWallboardStrategy: {
      name: 'Wallboards',
      help: 'Seiten und Widgets werden einzeln zusammengeführt; dies gilt für den Rest.',
    },
    conflictFieldStrategies: {
      name: 'Ausnahmen für einzelne Felder',
      help: 'Zum Beispiel: playlist.items=merge, device.name=manual. Möglich sind: server-wins, client-wins, merge, manual.',
    },
    conflictMaxRounds: {
      name: 'Runden, bevor gefragt wird',
      help: 'Wie oft eine Änderung von selbst auf die Änderungen anderer gesetzt wird. Danach wartet sie unter „Konflikte“.',
    },
    commandConfirmAfterMs: {
      name: 'Bei Befehlen erneut fragen nach',
      help: 'Ein Gerätebefehl, der so lange gewartet hat, wird erst gesendet, wenn ihn jemand erneut bestätigt. Leer: fragt nie.',
    },
    commandExpireAfterMs: {
      name: 'Befehle verfallen nach',
      help: 'Ein Gerätebefehl, der so lange gewartet hat, endet ungesendet. Leer: nie.',
    },
    editConfirmAfterMs: {
      name: 'Bei Änderungen erneut fragen nach',
      help: 'Dasselbe für Änderungen von Werten. Leer: Sie bleiben unbegrenzt gültig.',
    },
    editExpireAfterMs: { name: 'Änderungen verfallen nach', help: 'Leer: Sie bleiben unbegrenzt gültig.' },
    commandConfirmationMs: {
      name: 'Zeit für die Bestätigung durch das Gerät',
      help: 'Ein Gerät, das so lange nichts zu einem Befehl sagt, hat ihn nicht bestätigt.',
    },
    performanceMonitoring: {
      name: 'Leistung messen',
      help: 'Bewahrt Zeiten der eigenen Arbeit der Konsole auf diesem PC auf.',
    },
    performanceAlerts: { name: 'Leistungswarnungen', help: 'Sagt es, wenn die Konsole selbst langsam wird.' },
    offlineSupport: {
      name: 'Offline arbeiten',
      help: 'Änderungen werden ohne Verbindung angenommen und später gesendet.',
    },
    backgroundSync: {
      name: 'Im Hintergrund synchronisieren',
      help: 'Hält die Kopie auf diesem PC aktuell, solange das Fenster verborgen ist.',
    },
    refreshIntervalMs: {
      name: 'Auffrischen im Hintergrund',
      help: 'Wie oft der Datenstrom zusätzlich zu dem gelesen wird, was er selbst meldet. Leer: nie.',
    },
    inboundThrottleMs: {
      name: 'Meldungen sammeln für',
      help: 'In diesem Abstand wird gemeinsam gezeigt, was Geräte melden. 0: sofort.',
    },
    inboundDebounceMs: {
      name: 'Auf Ruhe warten',
      help: 'Ein Gerät, das ständig meldet, wird gezeigt, wenn es so lange ruhig war. 0: sofort.',
    },
    heartbeatIntervalMs: {
      name: 'Lebenszeichen',
      help: 'Wie oft der Server gefragt wird, ob er noch antwortet.',
    },
    reconnectDelayMaxMs: {
      name: 'Längste Wartezeit zwischen Versuchen',
      help: 'Versuche, neu zu verbinden, liegen nie weiter auseinander.',
    },
    maxReconnectAttempts: {
      name: 'Höchstzahl der Versuche',
      help: 'Danach wartet die Konsole auf Sie. Leer: Sie gibt nie auf.',
    },
    requestTimeoutMs: {
      name: 'Zeitgrenze für Anfragen',
      help: 'Eine Anfrage ohne Antwort gilt nach dieser Zeit als fehlgeschlagen.',
    },
    rollbackTimeoutMs: {
      name: 'Als wartend gezeigt nach',
      help: 'Eine Änderung ohne Antwort sagt nach dieser Zeit „wartet“. Deswegen wird sie nie zurückgenommen.',
    },
    retryAttempts: {
      name: 'Wiederholungen nach einer Ablehnung',
      help: 'So viele Ablehnungen durch den Server, bis eine Änderung Sie braucht. Netzwerkprobleme zählen nie.',
    },
    breakerFailureThreshold: {
      name: 'Fehlschläge vor einer Pause',
      help: 'Hat der Server innerhalb einer Minute so oft versagt, wird ihm eine Weile nichts mehr gesendet.',
    },
    breakerSuccessThreshold: {
      name: 'Versuche, bis alles wieder gut ist',
      help: 'So viele Versuche in Folge müssen nach einer Pause gelingen; bis dahin wird einer nach dem anderen gesendet.',
    },
    breakerTimeoutMs: {
      name: 'Länge einer Pause',
      help: 'Danach wird ein Versuch gesendet. Nennt der Server selbst eine Zeit, wird es dann versucht.',
    },
    retryMaxAttempts: {
      name: 'Versuche einer Anfrage',
      help: 'Einschließlich des ersten. Für eingereihte Änderungen gilt eine eigene Regel.',
    },
    retryStrategy: {
      name: 'Wartezeit nach einer Ablehnung',
      help: 'Für Anfragen und eingereihte Änderungen. Exponentiell: Jede Wartezeit ist um einen Faktor länger. Linear: um die erste Wartezeit. Fragen: Eine abgelehnte Änderung wartet sofort auf eine Person.',
    },
    retryInitialDelayMs: {
      name: 'Erste Wartezeit zwischen Versuchen',
      help: 'Die Wartezeit wächst mit jedem Versuch.',
    },
    retryMaxDelayMs: {
      name: 'Längste Wartezeit zwischen Anfragen',
      help: 'Die Wartezeit zwischen Versuchen einer Anfrage wächst nie darüber hinaus.',
    },
    retryMultiplier: {
      name: 'Wachstum der Wartezeit',
      help: 'Bei exponentiellen Wartezeiten ist jede so viele Male so lang wie die vorherige.',
    },
    retryJitter: {
      name: 'Wartezeiten streuen',
      help: 'Kürzt Wartezeiten zufällig ein wenig, damit nicht alle Konsolen zugleich wiederkommen.',
    },
    pageRenderWarningMs: {
      name: 'Seite zeigen: Warnung ab',
      help: 'Zeit vom Öffnen einer Seite bis zu ihrem ersten Bild.',
    },
    pageRenderCriticalMs: { name: 'Seite zeigen: kritisch ab', help: 'Ab hier wird es als kritisch gemeldet.' },
    componentRenderWarningMs: {
      name: 'Teil zeichnen: Warnung ab',
      help: 'Zeit, um einen Teil einer Seite zu zeichnen.',
    },
    componentRenderCriticalMs: {
      name: 'Teil zeichnen: kritisch ab',
      help: 'Ab hier wird es als kritisch gemeldet.',
    },
    dataBindingWarningMs: {
      name: 'Widget füllen: Warnung ab',
      help: 'Zeit von neuen Daten bis zum Widget, das sie zeigt.',
    },
    dataBindingCriticalMs: { name: 'Widget füllen: kritisch ab', help: 'Ab hier wird es als kritisch gemeldet.' },
    dataFetchWarningMs: {
      name: 'Daten lesen: Warnung ab',
      help: 'Zeit, bis Daten da sind, die eine Seite anfragt.',
    },
    dataFetchCriticalMs: { name: 'Daten lesen: kritisch ab', help: 'Ab hier wird es als kritisch gemeldet.' },
    bundleSizeWarningBytes: {
      name: 'Größe der Programmteile: Warnung ab',
      help: 'Wie viel Programm ein Fenster liest.',
    },
    bundleSizeCriticalBytes: {
      name: 'Größe der Programmteile: kritisch ab',
      help: 'Ab hier wird es als kritisch gemeldet.',
    },
    slowQueryWarningMs: {
      name: 'Speicher auf diesem PC: Warnung ab',
      help: 'Zeit für einmal Lesen oder Schreiben des Speichers. Das Lesen von allem beim Start zählt nicht.',
    },
    slowQueryCriticalMs: {
      name: 'Speicher auf diesem PC: kritisch ab',
      help: 'Ab hier wird es als kritisch gemeldet.',
    },
    errorRateWarning: {
      name: 'Fehler in einer Minute: Warnung ab',
      help: 'Fehler, die die Konsole in ihr Protokoll schreibt.',
    },
    errorRateCritical: {
      name: 'Fehler in einer Minute: kritisch ab',
      help: 'Ab hier wird es als kritisch gemeldet.',
    },
    memoryWarningBytes: {
      name: 'Arbeitsspeicher: Warnung ab',
      help: 'Was alle Prozesse der Konsole zusammen belegen.',
    },
    memoryCriticalBytes: { name: 'Arbeitsspeicher: kritisch ab', help: 'Ab hier wird es als kritisch gemeldet.' },
    readStaleAfterMs: {
      name: 'Gelesenes gilt als frisch für',
      help: 'So lange wird eine schon gelesene Liste ohne Nachfrage wieder gezeigt. Änderungen sind in jedem Fall sofort zu sehen.',
    },
    figureMinutesKeptMs: {
      name: 'Kennzahlen je Minute aufbewahren für',
      help: 'Die eigenen Zeiten und Größen der Konsole, ein Punkt je Minute. Ältere werden je Stunde aufbewahrt.',
    },
    figureHoursKeptMs: {
      name: 'Kennzahlen je Stunde aufbewahren für',
      help: 'Daraus entstehen Berichte über längere Zeiträume.',
    },
    fleetHistoryKeptMs: {
      name: 'Geräteverlauf aufbewahren für',
      help: 'Wann jedes Gerät online war, wie dieser PC es sah: Daraus wird die Verfügbarkeit gezählt.',
    },
    readKeptForMs: {
      name: 'Gelesenes aufbewahren für',
      help: 'Was so lange niemand angesehen hat, wird neu gelesen.',
    },
    metricsEndpoint: {
      name: 'Kennzahlen für andere Programme',
      help: 'Programme auf diesem PC, und sonst niemand, dürfen die Kennzahlen der Konsole lesen, wie Prometheus es tut.',
    },
    metricsPort: { name: 'Port für andere Programme', help: 'Ein freier Port dieses PCs.' },
    queueMaxCount: {
      name: 'Höchstzahl eingereihter Änderungen',
      help: 'Darüber werden neue Änderungen nicht angenommen.',
    },
    uploadRateLimit: {
      name: 'Geschwindigkeit beim Hochladen',
      help: 'Mehr Byte pro Sekunde lädt dieser PC insgesamt nicht hoch. Leer: so schnell wie das Netz.',
    },
    queueMaxBytes: {
      name: 'Größte Warteschlange',
      help: 'Darüber werden neue Änderungen nicht angenommen.',
    },
    theme: { name: 'Farbschema', help: 'Dunkel, hell, hoher Kontrast, oder wie das System eingestellt ist.' },
    density: { name: 'Dichte', help: 'Kompakt zeigt mehr Zeilen.' },
    startPage: {
      name: 'Startseite',
      help: 'Wo sich ein Fenster öffnet, das beim letzten Mal nicht offen war. Andere öffnen sich auf ihrer Seite.',
    },
    notifyCriticalAlarms: {
      name: 'Kritische Alarme',
      help: 'Eine Benachrichtigung auf dem Desktop für jeden neuen, solange kein Fenster der Konsole vorn ist. Viele zugleich sind eine.',
    },
    notifyStuckOperations: {
      name: 'Änderungen, die Sie brauchen',
      help: 'Eine Benachrichtigung für Änderungen, die abgelehnt wurden, zusammenstoßen oder zu lange gewartet haben und bestätigt werden müssen.',
    },
    quietHoursFrom: {
      name: 'Ruhe von',
      help: 'Etwa 22:00. Von da an kommt keine Benachrichtigung. Leer: keine Ruhezeit.',
    },
    quietHoursTo: {
      name: 'Ruhe bis',
      help: 'Etwa 06:00. Was inzwischen gekommen und noch offen ist, kommt dann in einer Benachrichtigung.',
    },
    alarmOperators: {
      name: 'Personen, die sich die Alarme teilen',
      help: 'Der Bericht über Alarme teilt seine Raten durch diese Zahl. Kein Alarm ändert sich dadurch.',
    },
    alarmEventsKeptDays: {
      name: 'Einzelne Alarme aufbewahren, Tage',
      help: 'Wann jeder Alarm kam, quittiert wurde, ging oder beiseitegelegt wurde, und von wem. Älteres wird nach und nach gelöscht; die Zahlen dazu bleiben.',
    },
    alarmFiguresKeptDays: {
      name: 'Zahlen über Alarme aufbewahren, Tage',
      help: 'Die Summen jedes Tages im Bericht. Ein Jahr und das Jahr davor brauchen 730. Was gelöscht wurde, kommt nicht wieder.',
    },
    staysInPanel: {
      name: 'Ohne Fenster weiterlaufen',
      help: 'Wird das letzte Fenster geschlossen, bleibt die Konsole in der Systemleiste: Änderungen werden weiter gesendet und Berichte weiter geschrieben. Braucht das Symbol in der Systemleiste; in dessen Menü steht „Beenden“.',
    },
    trayIcon: {
      name: 'Symbol in der Systemleiste',
      help: 'Zeigt den schlechtesten Zustand aller Standorte in der Systemleiste.',
    },
    demoDevices: { name: 'Geräte', help: 'Wie viele Geräte der Demo-Standort hat. Gilt ab dem nächsten Start.' },
    demoEventsPerSecond: {
      name: 'Ereignisse pro Sekunde',
      help: 'Wie viel am Demo-Standort geschieht. Gilt ab dem nächsten Start.',
    },
    deviceViews: { name: 'Ansichten der Geräte', help: 'Auf der Seite der Geräte gespeichert.' },
    deviceLayout: { name: 'Spalten der Geräte', help: 'Auf der Seite der Geräte angeordnet.' },
    demoSeed: {
      name: 'Startwert',
      help: 'Derselbe Startwert ergibt denselben Demo-Standort. Gilt ab dem nächsten Start.',
    },
  },
  diagnostics,
  ...settingValues,
  about: {
    version: 'Version',
    runtime: 'Electron',
    profile: 'Profilordner',
    log: 'Protokollordner',
    packaged: 'Installiert',
    unpackaged: 'Aus dem Quelltext gestartet',
  },
}
