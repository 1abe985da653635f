/** Words that name a secret when they end a name: `DB_PASSWORD`, `stripe.apiKey`. A `KEY` alone names many things. */
const secretWords =
  /(?:^|[_.-])(?:(?:pg|ssh)?pass(?:word)?|passwd|passphrase|pwd|pw|secret|credentials?|token|bearer|jwt|api[_.-]?key|access[_.-]?key|secret[_.-]?key|private[_.-]?key|signing[_.-]?key|encryption[_.-]?key|client[_.-]?secret|client[_.-]?key[_.-]?data)(?:[_.-]?(?:base64|value|\d+))?$/;

/** A part of each of them: nearly all names have none, and are looked at once. */
const secretHint = /pass|pwd|pw$|secret|credential|token|bearer|jwt|key/i;

/** Names of objects that hold one: `inject-ca-from-secret`, `existingSecret`, `imagePullSecret`. */
const referring = /(?:^|[_.-])(?:from|existing|pull)[_.-]secret$/;

/** Whether a name says that its value is a secret. Names of files with secrets, or of places of them, do not. */
export function namesASecret(name: string): boolean {
  if (!secretHint.test(name)) return false;
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
  if (referring.test(words)) return false;
  return secretWords.test(words) && !/(?:^|[_.-])(?:public|max|min|use|enable|no)[_.-]/.test(words);
}

/** Words that name the secret itself, where others may name the object that holds it: `secret`, `token`, `credentials`. */
const passwordWords =
  /(?:^|[_.-])(?:(?:pg)?pass(?:word)?|passwd|passphrase|api[_.-]?(?:key|token)|client[_.-]?secret|auth[_.-]?token|access[_.-]?token)$/;

/** Whether a name says that its value is a password or its like, and no name of an object that holds one. */
export function namesAPassword(name: string): boolean {
  return namesASecret(name) && passwordWords.test(name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase());
}

/** Names whose value is a name with its password: `NEO4J_AUTH`, `basicAuth`, `PROXY_USERPWD`. */
const loginWords = /(?:^|[_.-])(?:auth|basic[_.-]?auth|user[_.-]?(?:pass|pwd|password)|creds|login)$/;

/** Whether a name says that its value is a name and a password. */
export function namesALogin(name: string): boolean {
  return loginWords.test(name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase());
}

/** Whether a value stands for a secret that comes from elsewhere, or cannot be one. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return (
    text.length < 3 ||
    /^(?:true|false|null|none|nil|yes|no|on|off|enabled|disabled|optional|required|default|\d{1,6}[a-z]{0,2})$/i.test(
      text,
    ) ||
    // What a tool fills in, or has encrypted: $(VAR), ${VAR}, {{ }}, <path:...>, ENC[...], vault:..., ref+..., %{...}.
    /^(?:\$[({]|\{\{|<|ENC\[|vault:|ref\+|secret:\/\/|arn:aws:|projects\/|op:\/\/|%\{|\*+$|\/|\.\/|file:|https?:\/\/[^@]*$)/.test(
      text,
    ) ||
    /\$\([A-Za-z_]\w*\)|\$\{[A-Za-z_]/.test(text)
  );
}

/** Names whose values are long and random, and meant to be seen. */
const publicWords =
  /(?:^|[_.-])(?:id|ids|uid|uuid|sha|sha\d+|hash|checksum|digest|version|commit|revision|tag|image|fingerprint|public|pub|cert|certificate|ca|crt|pem|url|uri|integrity|etag|sitekey|dsn)(?:$|[_.-])/;

/** Whether a name says that its value is meant to be seen. */
export function namesSomethingPublic(name: string): boolean {
  return publicWords.test(name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase());
}

/** Beginnings of base64 that holds images, fonts, archives, certificates and public keys. */
const encoded =
  /^(?:iVBORw0KGgo|\/9j\/|R0lGOD|UklGR|PHN2Zy|PD94bWw|d09GM|T1RUTw|AAEAAAA|UEsDB|H4sI|LS0tLS1CRUdJTi|MII|AAAA[BCE])/;

/**
 * Whether a whole value looks like nothing but chance: a key that somebody generated. Numbers in hexadecimal (commits,
 * digests), UUIDs, words, paths and encoded files are no such thing.
 */
export function looksRandom(name: string, value: string): boolean {
  const text = value.trim();
  if (text.length < 24 || text.length > 128 || !/^[A-Za-z\d+/_=-]+$/.test(text)) return false;
  if (namesSomethingPublic(name) || encoded.test(text) || /^sha\d+-/.test(text)) return false;
  // Chance has big and small letters and digits, each more than once, and no long words.
  if ((text.match(/\d/g)?.length ?? 0) < 3 || (text.match(/[A-Z]/g)?.length ?? 0) < 3) return false;
  if ((text.match(/[a-z]/g)?.length ?? 0) < 3 || /[a-z]{7}|[A-Z]{7}/.test(text)) return false;
  if (/^[\da-f-]+$/i.test(text)) return false;
  return bitsPerCharacter(text) >= 4;
}

/** Entropy as Shannon counts it. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
