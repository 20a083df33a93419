/** The figures that can be asked for, by what is measured. Some bring several results: P2 brings P2-p50 and P2-p99. */
export const FIGURE_IDS = {
  queue: ['P1', 'P1b', 'P2', 'P3', 'P4', 'P5', 'P10', 'P11', 'P17', 'P18', 'start'],
  live: ['P6', 'paint', 'P7', 'P8', 'P9', 'P10', 'P14', 'P15', 'P16', 'resync', 'wall', 'windows'],
  measuring: ['P13', 'overhead', 'report'],
  console: ['P12', 'pages', 'palette', 'desk'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type FigureGroup = keyof typeof FIGURE_IDS
export const FIGURE_GROUPS = Object.keys(FIGURE_IDS) as FigureGroup[]
export type FigureId = (typeof FIGURE_IDS)[FigureGroup][number]
