import type { languages as en } from '../en/languages.ts'
import type { Translation } from '../translation.ts'

/** The language of the console. */
export const languages: Translation<typeof en> = {
  speak: 'Sprache: {{language}}',
  speakSystem: 'Sprache: wie dieser PC',
  notRead: 'Die Texte auf {{language}} konnten nicht gelesen werden. Die Konsole bleibt bei der bisherigen Sprache.',
  detailed: '{{sentence}} ({{detail}})',
  /** Parts of the windows that are measured by themselves. */
  part: {
    asked: 'nachgefragt',
    cached: 'schon vorhanden',
    first: 'erste',
    feed: 'laufende Änderungen',
    device_grid: 'Geräteliste',
    device_panel: 'Gerätedetails',
    operation_panel: 'Vorgangsdetails',
    alarm_panel: 'Alarmdetails',
    playlist_panel: 'Playlistdetails',
    decided_panel: 'Details des Entschiedenen',
  },
}
