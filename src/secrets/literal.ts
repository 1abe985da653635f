import { isPlaceholder } from './looks';

/** What documents and scripts write where a password would be: a word for it, a variable, a mark that something fills in. */
export function isExample(password: string): boolean {
  return (
    /^(?:x+|password|pass|passwd|pwd|secret|token|user|example|changeme)$/i.test(password) ||
    /^(?:\$[A-Za-z_]\w*|%\w+%|_{1,2}[A-Z][A-Z_]*)$/.test(password) ||
    isPlaceholder(password)
  );
}

/** Names of objects that hold passwords end like this. */
const nameOfHolder = /^[a-z\d]+(?:-[a-z\d]+){0,20}-(?:secret|password|token|credential|key)s?$/;

/** Whether a text can be the password itself: what is computed, filled in or read from elsewhere is none. */
export function isLiteral(value: string): boolean {
  return !isExample(value) && !/[$(){}]/.test(value) && !nameOfHolder.test(value);
}
