import { REPORT_FORMATS, type ReportFormat } from './report-formats.ts'

/** What operators may write into files. An administrator allows all of it, some of it or nothing. */
export const EXPORTS = [
  ...REPORT_FORMATS.map((format) => `report-${format}` as const),
  'ledger',
  'waiting',
  'refused',
  'diagnostics',
  'analytics',
  'usage',
  'lists',
  'boards',
] as const
export type Export = (typeof EXPORTS)[number]

export function exportOfReport(format: ReportFormat): Export {
  return `report-${format}`
}

export const KEEP_AWAKE = ['never', 'walls', 'always'] as const
