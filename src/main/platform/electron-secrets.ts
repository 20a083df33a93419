import { app, type SafeStorage, safeStorage } from 'electron'

/** Functions that only newer versions of Electron have, and that are to be used where they exist. */
interface AsyncSafeStorage {
  isAsyncEncryptionAvailable(): Promise<boolean>
  encryptStringAsync(text: string): Promise<Buffer>
  decryptStringAsync(encrypted: Buffer): Promise<{ readonly result: string }>
}

const storage: SafeStorage & Partial<AsyncSafeStorage> = safeStorage

/** Secrets by the operating system's keyring, which is there when the app is ready. */
export const electronSecrets = {
  async isAvailable(): Promise<boolean> {
    await app.whenReady()
    // Linux without a keyring "encrypts" with a key that everybody knows: that is no encryption.
    if (process.platform === 'linux' && storage.getSelectedStorageBackend() === 'basic_text') return false
    return (await storage.isAsyncEncryptionAvailable?.()) ?? storage.isEncryptionAvailable()
  },

  describe(): string {
    return process.platform === 'linux' ? storage.getSelectedStorageBackend() : process.platform
  },

  async encrypt(text: string): Promise<Buffer> {
    await app.whenReady()
    return (await storage.encryptStringAsync?.(text)) ?? storage.encryptString(text)
  },

  async decrypt(encrypted: Buffer): Promise<string> {
    await app.whenReady()
    return (await storage.decryptStringAsync?.(encrypted))?.result ?? storage.decryptString(encrypted)
  },
}
