import { safeStorage } from 'electron'

/**
 * Secrets by the operating system's keyring. The asynchronous functions are used where this Electron has them; they are
 * newer than the synchronous ones. Only to be used when the app is ready.
 */
export const electronSecrets = {
  async isAvailable(): Promise<boolean> {
    // Linux without a keyring "encrypts" with a key that everybody knows: that is no encryption.
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false
    return hasAsyncApi() ? safeStorage.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable()
  },

  describe(): string {
    return process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : process.platform
  },

  async encrypt(text: string): Promise<Buffer> {
    return hasAsyncApi() ? safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text)
  },

  async decrypt(encrypted: Buffer): Promise<string> {
    return hasAsyncApi()
      ? (await safeStorage.decryptStringAsync(encrypted)).result
      : safeStorage.decryptString(encrypted)
  },
}

function hasAsyncApi(): boolean {
  return 'encryptStringAsync' in safeStorage
}
