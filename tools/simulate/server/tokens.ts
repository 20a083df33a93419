export interface TokenUser {
  readonly id: string
  readonly name: string
}

/** Who may come in with what. */
export class Tokens {
  readonly #users = new Map<string, TokenUser>()
  #made = 0

  make(user: TokenUser): string {
    const token = `token-${++this.#made}`
    this.#users.set(token, user)
    return token
  }

  /** Null: there is no such token, or it has ended. */
  userOf(token: string): TokenUser | null {
    return this.#users.get(token) ?? null
  }

  expire(userId: string): void {
    for (const [token, user] of this.#users) if (user.id === userId) this.#users.delete(token)
  }
}
