/** The views of the devices that everybody has. */
export const BUILT_IN_VIEWS = ['all', 'attention', 'offline', 'waiting'] as const
export type BuiltInView = (typeof BUILT_IN_VIEWS)[number]
