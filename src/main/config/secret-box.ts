/** Encrypts small secrets with a key that the operating system keeps for this user. */
export interface SecretBox {
  /** False when the system has no keyring, or only one that would keep the secret in clear. */
  isAvailable(): Promise<boolean>
  /** The keyring in words, for the log. */
  describe(): string
  encrypt(text: string): Promise<Buffer>
  decrypt(encrypted: Buffer): Promise<string>
}
