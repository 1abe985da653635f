import { isExample, isLiteral } from './literal';

/** A part of everything below: nearly all texts have none, and are looked at once. */
const hint = /passw|pwd|basic|bearer|"auth"|_auth|authorization|token|api-key|\{SS?HA\}|\$[\da-z]{1,9}\$|kind/i;

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

/** What a header says with a word for how, however short; and headers that are nothing but a key. */
const authorization =
  /\b(?:proxy-)?authorization["']?[ \t]{0,8}[:=][ \t]{0,8}["']?(?:bearer|token|apikey|api-key|key) ([^\s"',;<>]{3,512})/gi;
const header =
  /\b(?:x-api-key|x-auth-token|x-access-token|x-vault-token|private-token|job-token|deploy-token|api-key)["']?: ?["']?([^\s"',;<>]{3,512})/gi;

/** Hashes of passwords, as htpasswd, Argo CD and Linux have them: short passwords are found again. */
const hash =
  /\$(?:apr1|1)\$[./A-Za-z\d]{1,8}\$[./A-Za-z\d]{22}|\$2[abxy]\$\d\d\$[./A-Za-z\d]{53}|\$[56]\$(?:rounds=\d{1,9}\$)?[./A-Za-z\d]{1,16}\$[./A-Za-z\d]{43,86}|\$argon2(?:id?|d)\$v=\d{1,3}\$|\{SS?HA\}[A-Za-z\d+/]{20,}={0,2}/;

/** The settings of npm and its like: `//registry.example.com/:_authToken=x`. */
const npmrc = /(?:^|[\s:])_(?:authToken|auth|password)[ \t]{0,8}=[ \t]{0,8}["']?([^\s"']{3,512})/g;

/** The settings of kubectl. */
const kubeconfig = /\bkind["']?: ?["']?Config\b/;
const kubeToken = /(?<![\w.-])(?:token|password|client-key-data)["']?: ?["']?([^\s"',;]{3,16384})/g;

/** Says which name and password, or token, a text uses: in the words of databases, headers and registries. */
export function credentialsIn(text: string): string | undefined {
  if (!hint.test(text)) return undefined;
  if (connected.test(text) && captured(connection, text).some((one) => !isExample(one)))
    return 'a connection with a password';
  if (captured(basic, text).some(hasPassword)) return 'a header with a password';
  if (captured(bearer, text).some((one) => /\d/.test(one) && /[A-Za-z]/.test(one) && !isExample(one)))
    return 'a header with a token';
  if (captured(authorization, text).some(isLiteral)) return 'a header with a token';
  if (captured(header, text).some((one) => /\d/.test(one) && isLiteral(one))) return 'a header with a token';
  if (hash.test(text)) return 'a hash of a password';
  if (captured(npmrc, text).some((one) => isLiteral(one))) return 'a password of a registry';
  if (kubeconfig.test(text) && captured(kubeToken, text).some(isLiteral)) return 'a token of a kubeconfig';
  if (captured(machine, text).some((one) => !isExample(one))) return 'a password of .netrc';
  return captured(registry, text).some(hasPassword) ? 'a password of a registry' : undefined;
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
