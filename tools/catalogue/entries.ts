import { boardWidgetEntries } from './entries/board-widgets.tsx'
import { buttonEntries } from './entries/buttons.tsx'
import { fieldEntries } from './entries/fields.tsx'
import { frameEntries } from './entries/frames.tsx'
import { gridEntries } from './entries/grids.tsx'
import { wordEntries } from './entries/words.tsx'
import type { Entry } from './entry.tsx'

/** Everything that is shown. A test holds it complete. */
export const ENTRIES: readonly Entry[] = [
  ...buttonEntries,
  ...fieldEntries,
  ...wordEntries,
  ...frameEntries,
  ...gridEntries,
  ...boardWidgetEntries,
]
