export interface PartStatistics {
  readonly parts: number
  /** Parts that are here. */
  readonly loaded: number
  readonly shown: number
  /** Of the times shown: without any waiting. */
  readonly shownAtOnce: number
  /** Parts that could not be read. */
  readonly failures: number
}

/**
 * A part of the interface on its way from its file, fetched once. The main process tries three times to read a file before it
 * says that it cannot; the engine remembers that for as long as the page lives.
 */
export class LoadedPart<T> {
  value: T | null = null
  readonly #load: () => Promise<T>
  #fetching: Promise<T | null> | null = null
  #shown = 0
  #shownAtOnce = 0
  #hasFailed = false

  constructor(load: () => Promise<T>) {
    this.#load = load
  }

  /** Resolves with null when it could not be read. Calls meanwhile share one fetch. */
  fetch(): Promise<T | null> {
    if (this.value !== null) return Promise.resolve(this.value)
    this.#fetching ??= this.#load()
      .then(
        (value) => {
          this.value = value
          this.#hasFailed = false
          return value
        },
        () => {
          this.#hasFailed = true
          return null
        },
      )
      .finally(() => {
        this.#fetching = null
      })
    return this.#fetching
  }

  /** It is being shown. */
  show(): void {
    this.#shown += 1
    if (this.value !== null) this.#shownAtOnce += 1
  }

  get statistics(): PartStatistics {
    return {
      parts: 1,
      loaded: this.value === null ? 0 : 1,
      shown: this.#shown,
      shownAtOnce: this.#shownAtOnce,
      failures: this.#hasFailed ? 1 : 0,
    }
  }
}

export function sumOf(all: readonly PartStatistics[]): PartStatistics {
  const sum = (name: keyof PartStatistics): number => all.reduce((total, one) => total + one[name], 0)
  return {
    parts: sum('parts'),
    loaded: sum('loaded'),
    shown: sum('shown'),
    shownAtOnce: sum('shownAtOnce'),
    failures: sum('failures'),
  }
}
