/** What a diagnostics bundle is made of, in its order. Apart from the schemas: pages need these names. */
export const DIAGNOSTICS_STEPS = ['console', 'sites', 'ledger', 'figures', 'logs', 'screenshots', 'finishing'] as const
export type DiagnosticsStep = (typeof DIAGNOSTICS_STEPS)[number]
