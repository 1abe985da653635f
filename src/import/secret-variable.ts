import { formatOfSecret } from '../secrets/formats';
import { isPlaceholder, namesASecret } from '../secrets/looks';

/** Whether a value must not be copied into another file: its name or its form says that it is a secret. */
export function isSecretVariable(name: string, value: string): boolean {
  return value !== '' && (formatOfSecret(value) !== undefined || (namesASecret(name) && !isPlaceholder(value)));
}
