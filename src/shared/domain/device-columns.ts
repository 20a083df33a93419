/** Columns that the list of devices can show. */
export const DEVICE_COLUMNS = [
  'status',
  'name',
  'site',
  'location',
  'model',
  'playlist',
  'tags',
  'groups',
  'version',
  'cpu',
  'memory',
  'storage',
  'temperature',
  'score',
  'lastSeen',
  'pending',
] as const

export const DEVICE_GROUPINGS = ['none', 'site', 'status', 'model', 'playlist', 'groups'] as const

export const MIN_COLUMN_WIDTH = 48
export const MAX_COLUMN_WIDTH = 900
/** Most views that are kept. */
export const MAX_DEVICE_VIEWS = 40
