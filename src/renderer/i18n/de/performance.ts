import type { performancePage as en } from '../en/performance.ts'
import type { Translation } from '../translation.ts'
import { figures } from './figures.ts'
import { rolling } from './rolling.ts'
import { schedule } from './schedule.ts'

export const performancePage: Translation<typeof en> = {
  ...figures,
  schedule,
  rolling,
  title: 'Leistung',
  views: 'Ansicht',
  view: { figures: 'Kennzahlen', now: 'Letzte Minuten', reports: 'Berichte' },
  report: {
    region: 'Bericht',
    intro:
      'Verfügbarkeit jedes Geräts, Ausfälle, was aus jeder Änderung wurde, und die eigenen Zeiten der Konsole, für einen gewählten Zeitraum. Gezählt wird, was dieser PC gesehen hat.',
    period: 'Zeitraum',
    periods: { day: '24 Stunden', week: '7 Tage', month: '30 Tage', quarter: '90 Tage', own: 'Anderer…' },
    from: 'Von',
    to: 'Bis einschließlich',
    inFuture: 'Der erste Tag hat noch nicht begonnen.',
    wrongOrder: 'Das Ende liegt vor dem Anfang.',
    incomplete: 'Beide Tage wählen.',
    format: 'Format',
    formats: {
      pdf: { text: 'PDF', help: 'Zum Lesen und Weitergeben: Diagramme, Tabellen, nummerierte Seiten.' },
      xlsx: { text: 'Excel-Arbeitsmappe', help: 'Ein Blatt für jede Tabelle; mit den Zahlen lässt sich rechnen.' },
      csv: { text: 'CSV', help: 'Eine Zeile für jede Kennzahl, für jedes Programm.' },
      json: { text: 'JSON', help: 'Alle Kennzahlen, genau, in einer veröffentlichten Form.' },
      html: { text: 'Webseite', help: 'Eine Datei, die sonst nichts braucht.' },
      records: {
        text: 'Datensätze',
        help: 'Die Tatsachen, aus denen die Kennzahlen gezählt sind: Damit lässt sich jederzeit nachzählen.',
      },
    },
    language: 'Sprache',
    languageless: 'Die Wörter dieses Formats sind in jeder Sprache gleich, damit Programme sie finden.',
    write: 'Bericht schreiben…',
    cancel: 'Abbrechen',
    writing: 'Der Bericht wird geschrieben',
    choosing: 'Ein Ablageort wird gewählt',
    steps: {
      fleet: 'Die Zustände der Geräte werden gelesen',
      operations: 'Das Journal der Änderungen wird geprüft',
      performance: 'Die eigenen Kennzahlen der Konsole werden gelesen',
      writing: 'Die Datei wird geschrieben',
      printing: 'Die Seiten werden gedruckt',
    },
    step: 'Schritt {{step}} von {{steps}}: {{text}}',
    records_one: '{{n}} Datensatz',
    records_other: '{{n}} Datensätze',
    cancelled: 'Abgebrochen. Nichts wurde geschrieben.',
    written: '{{file}} ist geschrieben.',
    refused: 'Nicht geschrieben. {{message}}',
    figures: 'Was er sagt',
    figure: {
      from: 'Von',
      to: 'Bis',
      availability: 'Verfügbarkeit der Flotte',
      observed: 'Beobachteter Teil der Zeit',
      outages: 'Ausfälle',
      lost: 'Verlorene Änderungen',
      ledger: 'Journal der Änderungen',
    },
    unknown: 'nicht bekannt',
    ledgerWhole_one: 'vollständig, {{n}} Zeile',
    ledgerWhole_other: 'vollständig, {{n}} Zeilen',
    ledgerDamaged: 'beschädigt: {{problem}}',
    ledgerTrouble:
      'Das Journal der Änderungen geht nicht auf. Der Bericht sagt das auch; das Journal exportieren und prüfen lassen.',
  },
}
