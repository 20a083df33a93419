import { figures } from './figures.ts'
import { rolling } from './rolling.ts'
import { schedule } from './schedule.ts'

export const performancePage = {
  ...figures,
  schedule,
  rolling,
  title: 'Performance',
  views: 'View',
  view: { figures: 'Figures', now: 'Last minutes', reports: 'Reports' },
  report: {
    region: 'Report',
    intro:
      'Availability of every device, outages, what became of every change, and the console’s own times, for a time of your choice. It is counted from what this PC has seen.',
    period: 'Time',
    periods: { day: '24 hours', week: '7 days', month: '30 days', quarter: '90 days', own: 'Other…' },
    from: 'From',
    to: 'To, including',
    inFuture: 'The first day has not begun yet.',
    wrongOrder: 'The end lies before the beginning.',
    incomplete: 'Choose both days.',
    format: 'Format',
    formats: {
      pdf: { text: 'PDF', help: 'To be read and handed on: charts, tables, numbered pages.' },
      xlsx: { text: 'Excel workbook', help: 'A sheet for each table; numbers can be reckoned with.' },
      csv: { text: 'CSV', help: 'One line for each figure, for any program.' },
      json: { text: 'JSON', help: 'All figures, exact, in a published shape.' },
      html: { text: 'Web page', help: 'One file that needs nothing else.' },
      records: {
        text: 'Records',
        help: 'The facts that the figures are counted from: with them anybody can count again.',
      },
    },
    write: 'Write the report…',
    cancel: 'Cancel',
    writing: 'Writing the report',
    choosing: 'Choosing a place',
    steps: {
      fleet: 'Reading the states of the devices',
      operations: 'Verifying the ledger of changes',
      performance: 'Reading the console’s own figures',
      writing: 'Writing the file',
      printing: 'Printing the pages',
    },
    step: 'Step {{step}} of {{steps}}: {{text}}',
    records_one: '{{n}} record',
    records_other: '{{n}} records',
    cancelled: 'Cancelled. Nothing was written.',
    written: '{{file}} is written.',
    refused: 'Not written. {{message}}',
    figures: 'What it says',
    figure: {
      from: 'From',
      to: 'To',
      availability: 'Availability of the fleet',
      observed: 'Seen, of the time',
      outages: 'Outages',
      lost: 'Changes lost',
      ledger: 'Ledger of changes',
    },
    unknown: 'not known',
    ledgerWhole_one: 'whole, {{n}} line',
    ledgerWhole_other: 'whole, {{n}} lines',
    ledgerDamaged: 'damaged: {{problem}}',
    ledgerTrouble:
      'The ledger of changes does not add up. The report says so, too; export the ledger and have it looked at.',
  },
} as const
