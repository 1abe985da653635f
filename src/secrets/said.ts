import { isLiteral } from './literal';
import { isPlaceholder, namesAPassword, namesASecret } from './looks';
import { namedValues, valuesOfSecrets } from './named-values';
import { scriptWithoutPasswords } from './words';

/** `--password=x`, `--password x`, `PGPASSWORD=x`, wherever they stand in the words of a process or a script. */
const flag = /(?<![\w-])--?([A-Za-z][\w.-]{1,64})(?:=| )["']?([^\s"'`<>|;&-][^\s"'`<>|;&]{2,128})/g;
const assignment = /(?<![\w.-])([A-Za-z_][\w.]{1,64})=["']?([^\s"'`<>|;&]{3,128})/g;

/** `password: x` and `"password": "x"`, and `spring.datasource.password=x` at the beginning of a line; `<password>x</password>`. */
const setting = /^[ \t]{0,64}(?:- )?["']?([\w.-]{1,128})["']? ?[:=] ?["']?([^\s"',;]{3,128})["']?,?[ \t]{0,8}$/;
const element = /<([\w.-]{1,128})>([^<\n]{3,128})<\//g;
const member = /"([\w.-]{1,128})" ?: ?"([^"\n]{3,128})"/g;

/** Values of a Secret that is written as JSON. */
const dataOfJson = /"(?:stringData|data)" ?: ?\{\s{0,64}"[^"\n]{1,253}" ?: ?"[^"]/;

/** Whether the words of a process, or a script, say a password. */
export function wordsSayAPassword(text: string): boolean {
  return scriptWithoutPasswords(text) !== text || said(text.matchAll(flag)) || said(text.matchAll(assignment));
}

/** Whether a file of settings says a password: properties, YAML, JSON, INI, XML. */
export function settingsSayAPassword(text: string): boolean {
  if (said(text.matchAll(member)) || said(text.matchAll(element))) return true;
  return text.split('\n').some((line) => {
    const found = setting.exec(line);
    return found !== null && said([found]);
  });
}

/** Whether a text of YAML or JSON says a secret as a field with its name, or writes a Secret out: a patch, values of a chart. */
export function documentSaysASecret(text: string): boolean {
  if (settingsSayAPassword(text)) return true;
  for (const { name, value } of namedValues(text)) if (namesASecret(name) && isLiteral(value)) return true;
  for (const { value } of valuesOfSecrets(text)) if (!isPlaceholder(value.replaceAll(/^["']|["']$/g, ''))) return true;
  return /"kind" ?: ?"Secret"/.test(text) && dataOfJson.test(text);
}

function said(pairs: Iterable<RegExpExecArray | RegExpMatchArray>): boolean {
  for (const [, name = '', value = ''] of pairs) if (namesAPassword(name) && isLiteral(value)) return true;
  return false;
}
