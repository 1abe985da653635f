import { isPlaceholder } from './looks';

/** A part of everything below: nearly all texts have none, and are looked at once. */
const hint = /passw|pwd|basic|bearer|"auth"/i;

/** `Server=db;User Id=sa;Password=x`, `host=db user=app password=x`, `jdbc:...?user=a&password=x`. */
const connection = /(?<![\w.-])(?:password|passwd|pwd) ?= ?([^\s;&"',]{3,128})/gi;
/** What else such a text says; a line of a script or of settings says one thing at a time. */
const connected =
  /(?<![\w.-])(?:user(?: ?id|name)?|uid|server|host|hostname|data source|database|dbname|initial catalog) ?=/i;

/** What a header says: a name and a password in base64, or a token with letters and digits. */
const basic = /\bbasic ([A-Za-z\d+/]{6,256}={0,2})(?![\w+/=-])/gi;
const bearer = /\bbearer ([\w.~+/=-]{16,512})/gi;

/** The settings of Docker, which have names and passwords of registries. */
const registry = /"auth" ?: ?"([A-Za-z\d+/]{6,512}={0,2})"/g;

/** Settings of curl and of Git. */
const machine = /\bmachine \S{1,128}\s{1,16}login \S{1,128}\s{1,16}password (\S{3,128})/g;

/** Says which name and password, or token, a text uses: in the words of databases, headers and registries. */
export function credentialsIn(text: string): string | undefined {
  if (!hint.test(text)) return undefined;
  if (connected.test(text) && captured(connection, text).some((one) => !isExample(one)))
    return 'a connection with a password';
  if (captured(basic, text).some(hasPassword)) return 'a header with a password';
  if (captured(bearer, text).some((one) => /\d/.test(one) && /[A-Za-z]/.test(one) && !isExample(one)))
    return 'a header with a token';
  if (captured(machine, text).some((one) => !isExample(one))) return 'a password of .netrc';
  return captured(registry, text).some(hasPassword) ? 'a password of a registry' : undefined;
}

/** What documents and scripts write where a password would be: a word for it, a variable, a mark that something fills in. */
export function isExample(password: string): boolean {
  return (
    /^(?:x+|password|pass|passwd|pwd|secret|token|user|example|changeme)$/i.test(password) ||
    /^(?:\$[A-Za-z_]\w*|%\w+%|_{1,2}[A-Z][A-Z_]*)$/.test(password) ||
    isPlaceholder(password)
  );
}

function captured(pattern: RegExp, text: string): readonly string[] {
  return [...text.matchAll(pattern)].map(([, part = '']) => part);
}

/** Whether base64 says a name and a password. */
function hasPassword(base64: string): boolean {
  const [, name, password = ''] =
    /^([\x20-\x39\x3b-\x7e]{1,128}):([\x20-\x7e]{3,256})$/.exec(Buffer.from(base64, 'base64').toString('latin1')) ?? [];
  return name !== undefined && !isExample(password);
}
