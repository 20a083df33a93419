/** A newer version, as the signed feed tells of it. */
export interface Offer {
  readonly version: string
  readonly bytes: number
  readonly notes: string
  /** Milliseconds since the epoch; null: not told. */
  readonly releasedAt: number | null
}

/** What a look at the feed has found. */
export type Found =
  | { readonly kind: 'newer'; readonly offer: Offer }
  | { readonly kind: 'same' }
  /** This PC has its turn later. */
  | { readonly kind: 'later'; readonly version: string }
  | { readonly kind: 'older'; readonly version: string }

/** How an installer takes over. Every method rejects with an UpdateError. */
export interface Updater {
  readonly canInstall: boolean
  check(signal: AbortSignal): Promise<Found>
  /** Of the offer that was found last. What was received before is looked at again, and not received twice. */
  download(signal: AbortSignal, onProgress: (bytes: number) => void): Promise<void>
  /** Hands what was received to the installer. From then on this program only has to end; the new one starts by itself. */
  install(): Promise<void>
}
