/** The only source of chance. */
export interface Random {
  /** Evenly spread over 0 (included) to 1 (excluded). */
  next(): number
}

export const systemRandom: Random = { next: () => Math.random() }
