import type { Size } from '../browser.ts'
import type { Pictured, Theme } from './options.ts'
import type { StateName } from './states.ts'

/** A page as it is looked at. */
export interface View {
  readonly page: Pictured
  readonly state: StateName
  readonly theme: Theme
}

export interface Shot extends View {
  /** In the folder of the pictures. */
  readonly file: string
  readonly size: Size
}

export interface Seen {
  readonly shots: readonly Shot[]
  /** Each a sentence. */
  readonly problems: readonly string[]
}
