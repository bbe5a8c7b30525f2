/** Electron's `safeStorage`, without any safety: a mark before the text, so that a test sees what went through it. */
import type { SafeStorage } from 'electron'
import { strict } from '../strict.ts'

const mark = 'not-encrypted:'

type Modelled = 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'

// Without the synchronous members, which Electron 45 deprecates.
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (plainText) => Promise.resolve(Buffer.from(mark + plainText)),
  decryptStringAsync: (encrypted) => {
    const text = encrypted.toString()
    return text.startsWith(mark)
      ? Promise.resolve({ result: text.slice(mark.length), shouldReEncrypt: false })
      : Promise.reject(new Error('Error while decrypting the ciphertext provided to safeStorage.'))
  },
} satisfies Pick<SafeStorage, Modelled>)
