import type { schedule as en } from '../en/schedule.ts'
import type { Translation } from '../translation.ts'

/** Words of the reports that are written by themselves. Part of the Performance page. */
export const schedule: Translation<typeof en> = {
  title: 'Selbsttätige Berichte',
  intro:
    'Ein Bericht je Standort, auch wenn kein Fenster offen ist. Was bei ausgeschalteter Konsole versäumt wurde, wird beim Start einmal geschrieben.',
  reportSchedule: 'Wie oft',
  rhythm: { off: 'Nie', daily: 'Täglich, über den Vortag', weekly: 'Jeden Montag, über die Vorwoche' },
  reportTime: 'Um',
  reportFormat: 'Format dieser Berichte',
  folder: 'Ordner',
  folderNone: 'Keiner gewählt.',
  choose: 'Ordner wählen…',
  noFolder: 'Nichts wird geschrieben, bevor ein Ordner gewählt ist.',
  next: 'Nächster',
  last: 'Letzter',
  never: 'Noch wurde keiner geschrieben.',
  nothingWritten: 'Nichts wurde geschrieben.',
  writing: 'Wird gerade geschrieben',
  failed: '{{problem}} Es wird erneut versucht.',
  show: 'Berichte zeigen',
}
