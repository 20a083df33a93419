import type { shellMore as en } from '../en/shell-more.ts'
import type { Translation } from '../translation.ts'

/** Ways about the console: taking back, going back, finding. */
export const shellMore: Translation<typeof en> = {
  undoKey: {
    nothing:
      'Kein Hinweis bietet an, etwas rückgängig zu machen. Was aussteht, lässt sich auf der Seite „Ausstehende Vorgänge“ zurücknehmen.',
  },
  failure: { said: 'Nicht ausgeführt. {{reason}}' },
  found: {
    recent: 'Zuletzt benutzt',
    setting: 'Einstellung: {{name}}',
    tour: 'Rundgang machen',
    density: { compact: 'Kompakte Zeilen verwenden', comfortable: 'Geräumige Zeilen verwenden' },
  },
  viewUndo: {
    updated: 'Ansicht „{{name}}“ aktualisiert',
    renamed: 'Ansicht in „{{name}}“ umbenannt',
    layout: 'Spalten der Ansicht „{{name}}“ geändert',
    standardLayout: 'Spalten der Standardansichten geändert',
    undone: 'Die Ansicht ist wieder wie vorher',
    restored: 'Ansicht „{{name}}“ ist wieder da',
  },
}
