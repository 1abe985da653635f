import { isExample } from './credentials';
import { namesAPassword } from './looks';

/** `--password=x`, `--password x`, `PGPASSWORD=x`, wherever they stand in the words of a process or a script. */
const flag = /(?<![\w-])--?([A-Za-z][\w.-]{1,64})(?:=| )["']?([^\s"'`<>|;&-][^\s"'`<>|;&]{2,128})/g;
const assignment = /(?<![\w.-])([A-Za-z_][\w.]{1,64})=["']?([^\s"'`<>|;&]{3,128})/g;

/** `curl -u name:x`. */
const account = /\bcurl\b[^\n]{0,512}? -u ["']?[\w.@-]{1,64}:([^\s"'$`<>|;&]{3,128})/;

/** `password: x` and `"password": "x"`, and `spring.datasource.password=x` at the beginning of a line; `<password>x</password>`. */
const setting = /^[ \t]{0,64}(?:- )?["']?([\w.-]{1,128})["']? ?[:=] ?["']?([^\s"',;]{3,128})["']?,?[ \t]{0,8}$/;
const element = /<([\w.-]{1,128})>([^<\n]{3,128})<\//g;
const member = /"([\w.-]{1,128})" ?: ?"([^"\n]{3,128})"/g;

/** Whether the words of a process, or a script, say a password. */
export function wordsSayAPassword(text: string): boolean {
  const password = account.exec(text)?.[1];
  if (password !== undefined && isLiteral(password)) return true;
  return said(text.matchAll(flag)) || said(text.matchAll(assignment));
}

/** Whether a file of settings says a password: properties, YAML, JSON, INI, XML. */
export function settingsSayAPassword(text: string): boolean {
  if (said(text.matchAll(member)) || said(text.matchAll(element))) return true;
  return text.split('\n').some((line) => {
    const found = setting.exec(line);
    return found !== null && said([found]);
  });
}

function said(pairs: Iterable<RegExpExecArray | RegExpMatchArray>): boolean {
  for (const [, name = '', value = ''] of pairs) if (namesAPassword(name) && isLiteral(value)) return true;
  return false;
}

/** Names of objects that hold passwords end like this. */
const nameOfHolder = /^[a-z\d]+(?:-[a-z\d]+){0,20}-(?:secret|password|token|credential|key)s?$/;

/** Whether a text can be the password itself: what is computed, filled in or read from elsewhere is none. */
export function isLiteral(value: string): boolean {
  return !isExample(value) && !/[$(){}]/.test(value) && !nameOfHolder.test(value);
}
