/** What a report can be written as. `records`: the raw facts it was counted from. Apart from the schemas: pages need these names. */
export const REPORT_FORMATS = ['pdf', 'xlsx', 'csv', 'json', 'html', 'records'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

/** What is done for a report, in its order; printing only for a PDF. */
export const REPORT_STEPS = ['fleet', 'operations', 'performance', 'writing', 'printing'] as const
export type ReportStep = (typeof REPORT_STEPS)[number]
