/** Words that name a secret when they end a name: `DB_PASSWORD`, `stripe.apiKey`. A `KEY` alone names many things. */
const secretWords =
  /(?:^|[_.-])(?:(?:pg|ssh)?pass(?:word)?|passwd|passphrase|pwd|pw|secret|credentials?|creds|token|bearer|jwt|api[_.-]?key|access[_.-]?key|secret[_.-]?key(?:[_.-]?base)?|private[_.-]?key|signing[_.-]?key|encryption[_.-]?key|client[_.-]?secret|client[_.-]?key[_.-]?data|requirepass|masterauth|bindpw|rootpw)(?:[_.-]?(?:base64|value|\d+))?$/;

/** Those that no other word ends like, so that nothing has to stand before them: `DBPASSWORD`, `userpassword`, `APISECRET`. */
const gluedWords =
  /(?:password|passphrase|apikey|accesskey|secretkey|privatekey|(?:api|app|auth|client|jwt|oauth|session|shared|token|user|webhook)secret|(?:access|api|auth|bearer|bot|refresh|session)token|(?:admin|db|mysql|postgres|redis|root|smtp|user)(?:pass|passwd|pwd))(?:[_.-]?\d+)?$/;

/** A part of each of them: nearly all names have none, and are looked at once. */
const secretHint = /pass|pwd|pw$|secret|cred|token|bearer|jwt|key|auth/i;

/** Names of objects that hold one: `inject-ca-from-secret`, `existingSecret`, `imagePullSecret`. */
const referring = /(?:^|[_.-])(?:from|existing|pull)[_.-]secret$/;

/** What of a name says that it is no secret: `PUBLIC_API_KEY`, `USE_TOKEN`. */
const open = /(?:^|[_.-])(?:public|publishable|max|min|use|enable|no)[_.-]/;

/** A name as its words, without what stands before a slash: the program whose key of an annotation it is. */
function wordsOf(name: string): string {
  return name
    .slice(name.lastIndexOf('/') + 1)
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** Whether a name says that its value is a secret. Names of files with secrets, or of places of them, do not. */
export function namesASecret(name: string): boolean {
  if (!secretHint.test(name)) return false;
  const words = wordsOf(name);
  // A key with a prefix is one of a program: what ends like this there is the name of a Secret.
  if (referring.test(words) || (name.includes('/') && /(?:secret|credentials?)$/.test(words))) return false;
  if (!secretWords.test(words) && !gluedWords.test(words)) return false;
  return !open.test(words);
}

/** Words that name the secret itself, where others may name the object that holds it: `secret`, `token`, `credentials`. */
const passwordWords =
  /(?:^|[_.-])(?:(?:pg)?pass(?:word)?|passwd|passphrase|api[_.-]?(?:key|token)|client[_.-]?secret|auth[_.-]?token|access[_.-]?token|requirepass|masterauth|bindpw|rootpw)$/;

/** Whether a name says that its value is a password or its like, and no name of an object that holds one. */
export function namesAPassword(name: string): boolean {
  if (!namesASecret(name)) return false;
  const words = wordsOf(name);
  return passwordWords.test(words) || gluedWords.test(words);
}

/**
 * Keys that open something, where other keys sort, partition or name: `STRIPE_KEY`, `RAILS_MASTER_KEY`; and what Redis and proxies
 * take. Some programs call a word of theirs so, too, which is why the value is asked as well.
 */
const keyWords =
  /(?:^|[_.-])(?:(?:account|admin|aes|anthropic|app|application|auth|cipher|cookie|crypto|datadog|deploy|google|hmac|jwt|license|mailgun|master|openai|root|sendgrid|session|shared|sqs|ssh|storage|stripe|twilio|unseal|vault|webhook)[_.-]?key|(?:basic|memcached|mongo|mysql|postgres|rabbitmq|redis|smtp|valkey)[_.-]?auth)$/;

/** Whether a name says that its value is a key, if it looks like one. */
export function namesAKey(name: string): boolean {
  if (!secretHint.test(name)) return false;
  const words = wordsOf(name);
  return keyWords.test(words) && !open.test(words);
}

/** Versions, addresses, and names that have a number: `v2-beta`, `10.0.0.1:80`, `oauth2`, `web-app-1`. */
const numbered =
  /^(?:v?\d{1,5}(?:[.:]\d{1,5}){1,4}(?:[-+][\w.]{1,64})?|[a-z]{1,32}\d|[a-z]{1,32}(?:[-_.][a-z\d]{1,16}){1,12})$/;

/** Whether somebody made a value up, or a program did: a word, a number, an address or several words are no such thing. */
export function looksMade(value: string): boolean {
  const text = value.trim();
  // Keys that are meant to be seen say so.
  if (text.length < 6 || /\s|:\/\//.test(text) || /^(?:pk_|pub[-_])/.test(text)) return false;
  return /\d/.test(text) && /[A-Za-z]/.test(text) && !numbered.test(text);
}

/** Names whose value is a name with its password: `NEO4J_AUTH`, `basicAuth`, `PROXY_USERPWD`. */
const loginWords = /(?:^|[_.-])(?:auth|basic[_.-]?auth|user[_.-]?(?:pass|pwd|password)|creds|login)$/;

/** Whether a name says that its value is a name and a password. */
export function namesALogin(name: string): boolean {
  return loginWords.test(name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase());
}

/** Values that cannot be a secret: switches, numbers and times. */
const trivial =
  /^(?:true|false|null|none|nil|yes|no|on|off|enabled|disabled|optional|required|default|\d{1,4}|\d{1,6}[a-z]{1,2}|\*+)$/i;

/** What a tool fills in, from the first sign to the last: `$(VAR)`, `${VAR}`, `{{ }}`, `<path:...>`, `ENC[...]`, `%{...}`. */
const filledIn =
  /\$\([^()]{1,512}\)|\$\{[^{}]{1,512}\}|\{\{[^{}]{1,512}\}\}|<[^<>]{1,512}>|ENC\[[^[\]]{1,8192}\]|%\{[^{}]{1,512}\}/g;

/** What may stand around it, as it says how. */
const around = /^(?:[^A-Za-z\d]|\b(?:basic|bearer|token|base64|[A-Za-z\d]{1,2})\b){0,64}$/i;

/** Where it is to be found: in a store, in a cloud, in a file. */
const places =
  /^(?:(?:secret|op|ref\+[a-z\d]{1,32}):\/\/\S{1,1024}|file:\/\S{1,1024}|vault:[\w.-]{1,255}[/#]\S{1,1024}|arn:aws[\w-]{0,32}:[\w+=,.@/:*-]{1,1024}|projects\/[\w./:-]{1,512})$/;

/** A path: a word with small letters, or several parts of which one is such a word. */
const path =
  /^(?:~|\.{1,2})?\/(?:[a-z]{1,64}(?:[-_.][a-z]{1,64}){0,12}\/?|(?=(?:[\w.@%+-]{1,255}\/){0,64}[a-z][a-z_.-]{1,254}(?:\/|$))(?:[\w.@%+-]{1,255}\/){1,64}[\w.@%+-]{0,255})$/;

/** Whether a value stands for a secret that comes from elsewhere, or cannot be one. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  if (text.length < 3 || trivial.test(text) || places.test(text) || path.test(text)) return true;
  if (/^https?:\/\/[^\s@]*$/.test(text)) return !saysASecret(text);
  const rest = text.replaceAll(filledIn, '');
  return rest !== text && around.test(rest);
}

/** Whether an address says a secret behind its question mark. */
function saysASecret(address: string): boolean {
  return [...address.matchAll(/[?&#;]([\w.-]{1,128})=[^&;#]{3}/g)].some(([, name = '']) => namesASecret(name));
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
