/** The language of the console. */
export const languages = {
  speak: 'Language: {{language}}',
  speakSystem: 'Language: as this PC',
  notRead: 'The texts in {{language}} could not be read. The console goes on in the language before.',
  /** Words of the console, and those of whoever refused, which may be in another language. */
  detailed: '{{sentence}} ({{detail}})',
  /** Parts of the windows that are measured by themselves. */
  part: {
    asked: 'Asked',
    cached: 'Cached',
    first: 'First',
    feed: 'Feed',
    device_grid: 'Device grid',
    device_panel: 'Device panel',
    operation_panel: 'Operation panel',
    alarm_panel: 'Alarm panel',
    playlist_panel: 'Playlist panel',
    decided_panel: 'Decided panel',
  },
} as const
