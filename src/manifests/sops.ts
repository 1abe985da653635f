import { isMapping, textAt, valueAt } from './value-at';

/** What SOPS writes for a value. */
const encryptedText = /^ENC\[[A-Z0-9_]+,data:/;

/** Whether SOPS has encrypted values of a document: it writes `sops` beside them, which is taken out before anything is applied. */
export function isEncryptedBySops(value: unknown): boolean {
  const sops = valueAt(value, ['sops']);
  return isMapping(sops) && ('mac' in sops || 'lastmodified' in sops || 'version' in sops);
}

/** Whether SOPS has written a value, so that nobody knows what is applied. */
export function isEncryptedText(value: unknown): boolean {
  return typeof value === 'string' && encryptedText.test(value);
}

/** Whether SOPS has encrypted even what the document is: without an `encrypted_regex`, it encrypts all there is. */
export function isWhollyEncrypted(value: unknown): boolean {
  const names = [textAt(value, ['apiVersion']), textAt(value, ['kind']), textAt(value, ['metadata', 'name'])];
  return isEncryptedBySops(value) && names.some(isEncryptedText);
}
