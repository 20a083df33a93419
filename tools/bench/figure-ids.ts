/** The figures that can be asked for. P2 brings two results: P2-p50 and P2-p99. */
export const FIGURE_IDS = ['P1', 'P1b', 'P2', 'P3', 'P4', 'P5', 'P10', 'P11', 'P17', 'P18', 'start'] as const
export type FigureId = (typeof FIGURE_IDS)[number]
