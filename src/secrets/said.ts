import { isLiteral } from './literal';
import { isPlaceholder, namesAPassword, namesASecret } from './looks';
import { namedValues, valuesOfSecrets } from './named-values';
import type { FoundSecret, Sign } from './place';
import { isSecret } from './whole-value';

/** `--password=x`, `--password x`, `-Ddb.password='x'`, wherever they stand in the words of a process or a script. */
const flag = /(?<![\w-])--?([A-Za-z][\w.-]{1,64})(?:=| )["']?([^\s"'`<>|;&-][^\s"'`<>|;&]{2,128})/dg;
/** `PGPASSWORD=x`, `f(password="x")`, `?access_token=x`. */
const assignment = /(?<![\w.-])([A-Za-z_][\w.]{1,64})=["']?([^\s"'`<>|;&]{3,128})/dg;

/** `password: x`, and `spring.datasource.password=x` at the beginning of a line. */
const setting = /^[ \t]{0,64}(?:- )?["']?([\w.-]{1,128})["']? ?[:=] ?["']?([^\s"',;]{3,128})["']?,?[ \t\r]{0,8}$/dgm;
/** `password: >-` and then one line with it. */
const block =
  /^[ \t]{0,64}(?:- )?["']?([\w.-]{1,128})["']? ?: ?[>|][-+]?[ \t\r]{0,8}\n[ \t]{1,64}([^\s"',;]{3,128})[ \t\r]{0,8}$/dgm;
const element = /<([\w.-]{1,128})>([^<\n]{3,128})<\//dg;
const member = /"([\w.-]{1,128})" ?: ?"([^"\n]{3,128})"/dg;
/** `<property name="password" value="x"/>` */
const attributes = /\bname=["']([\w.-]{1,128})["'][ \t]{1,8}value=["']([^"'<>\n]{3,128})["']/dg;
/** `requirepass x`, as settings of Redis and LDAP have it. */
const directive = /^[ \t]{0,64}(requirepass|masterauth|bindpw|rootpw) ["']?([^\s"']{3,128})["']?[ \t\r]{0,8}$/dgm;
/** `password x` and nothing else in the line. */
const twoWords = /^[ \t]{0,64}([\w.-]{1,128}) ["']?([^\s"'=:,;]{6,128})["']?[ \t\r]{0,8}$/dgm;

const settings = [setting, block, element, member, attributes];

/** Where the words of a process, or a script, say a password by a flag or an assignment. */
export function* passwordsOfFlags(text: string): Iterable<FoundSecret> {
  for (const pattern of [flag, assignment]) yield* said(text, pattern, 'words');
}

/** Where a file of settings says a password: properties, YAML, JSON, INI, XML. */
export function* passwordsOfSettings(text: string): Iterable<FoundSecret> {
  for (const pattern of settings) yield* said(text, pattern, 'setting');
  yield* said(text, directive, 'setting', () => true);
  yield* said(text, twoWords, 'setting', (name, value) => namesAPassword(name) && isChosen(value));
}

/** Where a text of YAML or JSON says a secret as two fields, a name and its value, or writes a Secret out: a patch, values of a chart. */
export function* secretsOfFields(text: string): Iterable<FoundSecret> {
  for (const { name, value, start } of namedValues(text)) {
    if (!isSecret(name, value)) continue;
    const sign = namesASecret(name) && isLiteral(value) ? 'setting' : 'pair';
    yield { start, end: start + value.length, sign };
  }
  for (const { value, start } of valuesOfSecrets(text)) {
    const sign = isPlaceholder(value.replaceAll(/^["']|["']$/g, '')) ? 'pair' : 'setting';
    yield { start, end: start + value.length, sign };
  }
}

/** Two words may be a sentence, too, or say how a password is kept: `password sha256`. */
function isChosen(word: string): boolean {
  return (
    /\d/.test(word) &&
    /[A-Za-z]/.test(word) &&
    !/^(?:argon2\w{0,2}|base64|md5|oauth2|pbkdf2|sha-?\d{1,3}|\S{0,64}sha-?256)$/i.test(word)
  );
}

function* said(
  text: string,
  pattern: RegExp,
  sign: Sign,
  isName: (name: string, value: string) => boolean = namesAPassword,
): Iterable<FoundSecret> {
  for (const { 1: name = '', 2: value = '', indices } of text.matchAll(pattern)) {
    const [start, end] = indices?.[2] ?? [0, 0];
    if (isName(name, value) && isLiteral(value)) yield { start, end, sign };
  }
}
