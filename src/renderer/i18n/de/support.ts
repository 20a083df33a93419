import type { support as en } from '../en/support.ts'
import type { Translation } from '../translation.ts'

/** What helps those who look after the console: the diagnostics bundle, and figures for other programs. */
export const support: Translation<typeof en> = {
  bundle: 'Bündel für den Support',
  what: 'Eine Datei mit allem, was herauszufinden hilft, was schiefging:',
  part: {
    console: 'Konsole',
    sites: 'Jeder Standort',
    ledger: 'Journal',
    figures: 'Kennzahlen',
    logs: 'Protokoll',
  },
  partHelp: {
    console:
      'Versionen, Einstellungen und woher jede kommt, die Datei der Administration, Arbeitsspeicher, Namen von Absturzabbildern',
    sites: 'Verbindung, Live-Datenstrom, was wartet, seit wann und warum (ohne die Werte), Anzahl der Konflikte',
    ledger: 'Ob es unversehrt ist, und seine letzten Zeilen',
    figures: 'Was die Konsole in den letzten 24 Stunden an sich selbst gemessen hat, Minute für Minute',
    logs: 'Die neuesten 20 MB',
  },
  secrets:
    'Token, Passwörter und E-Mail-Adressen werden aus jedem Text entfernt. Namen von Geräten und Standorten bleiben.',
  screenshots: 'Mit einem Bild jedes Fensters',
  screenshotsHelp: 'Die Bilder sind, wie sie zu sehen sind: vor dem Weitergeben der Datei ansehen.',
  values: 'Mit den Werten wartender Änderungen',
  valuesHelp: 'Was eingegeben und noch nicht gesendet ist, damit zu sehen ist, warum es wartet.',
  export: 'Diagnose exportieren…',
  asking: 'Im Dialog des Systems wählen, wohin geschrieben wird.',
  writing: '{{step}} ({{size}} gelesen)',
  step: {
    console: 'Die Konsole wird angesehen',
    sites: 'Die Standorte werden angesehen',
    ledger: 'Das Journal wird geprüft',
    figures: 'Die Kennzahlen werden gelesen',
    logs: 'Das Protokoll wird gelesen',
    screenshots: 'Bilder der Fenster werden aufgenommen',
    finishing: 'Die Datei wird an ihren Platz gelegt',
  },
  cancelled: 'Nichts wurde geschrieben.',
  written_one: '{{file}} ist geschrieben: {{count}} Datei darin, {{size}} vor dem Packen.',
  written_other: '{{file}} ist geschrieben: {{count}} Dateien darin, {{size}} vor dem Packen.',
  broken: 'Nicht vollständig: {{names}}. Die Datei sagt, warum.',
  endpointOpen: 'Programme auf diesem PC lesen die Kennzahlen unter {{address}}.',
}
