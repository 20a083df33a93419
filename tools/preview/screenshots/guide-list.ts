/** A picture of the guides: which file, in which state of the preview, where, and what is done before it is taken. */
export interface GuidePicture {
  readonly file: string
  /** One of tools/preview/scenarios.ts. */
  readonly scenario: string
  readonly address: string
  /** One of tools/preview/stage.ts. */
  readonly act?: string
}

/** The pictures that the README and the guides show of the preview. */
export const GUIDE_PICTURES: readonly GuidePicture[] = [
  { file: 'overview.png', scenario: 'busy', address: '#/overview' },
  { file: 'devices.png', scenario: 'busy', address: '#/devices', act: 'detail' },
  { file: 'offline.png', scenario: 'offline', address: '#/devices' },
  { file: 'pending.png', scenario: 'chain', address: '#/devices', act: 'first' },
  { file: 'conflict.png', scenario: 'conflicts', address: '#/devices', act: 'desk' },
  { file: 'alarms.png', scenario: 'alarms', address: '#/devices', act: 'flood' },
  { file: 'performance.png', scenario: 'busy', address: '#/devices', act: 'figures' },
  { file: 'report.png', scenario: 'busy', address: '#/devices', act: 'report-written' },
  { file: 'wall.png', scenario: 'alarms', address: '#/wall/devices' },
]

/** Pictures that other programs take: of the installed console by its own test. Nothing else may lie in docs/pictures. */
export const OTHER_PICTURES: readonly string[] = ['installed.png']
