import { isLiteral } from './literal';
import { namesALogin, namesSomethingPublic } from './looks';

/** Names that people and programs sign in with, and nothing else is called by. */
const people = /^(?:admin|administrator|root|guest|sa|superuser|sysadmin|superadmin)$/i;

/** What stands before a colon, too, and is no name of somebody. */
const tagged =
  /^(?:sha\d{1,3}|md5|urn|arn|uu?id|[ug]id|tag|version|v\d{1,2}|key|type|kind|ref|name|namespace|id|role|group|env|cluster|region|zone|host|https?|image|path|label|class|scope|tenant|system|topic|queue|spiffe|docker|oci)$/i;

/** A name and a password with a colon between, and nothing else. Some programs want a slash. */
const account = /^([A-Za-z][\w.@+-]{0,63}):([^\s:/@"'<>,;]{4,128})$/;
const login = /^[^\s:/]{1,64}[:/]([^\s/]{3,128})$/;

/** Whether a whole value is a name with its password: by what it is the value of, or by whose name it is. */
export function isAccount(name: string, text: string): boolean {
  if (namesALogin(name) && !text.includes('://')) {
    const [, password = ''] = login.exec(text) ?? [];
    return password !== '' && isChosen(password);
  }
  const [, who = '', password = ''] = account.exec(text) ?? [];
  return people.test(who) && isChosen(password) && /[\d!#$%^&*?+=~]/.test(password);
}

/** Whether it looks like one: a guess. */
export function looksLikeAnAccount(name: string, text: string): boolean {
  if (isAccount(name, text)) return true;
  const [, who = '', password = ''] = account.exec(text) ?? [];
  if (who === '' || tagged.test(who) || !isChosen(password) || namesSomethingPublic(name)) return false;
  return password.length >= 8 && /[a-z]/.test(password) && /[A-Z]/.test(password) && /\d/.test(password);
}

/** A password, and no port, version, number or digest. */
function isChosen(password: string): boolean {
  return isLiteral(password) && !/^v?\d+(?:[-+.][\w.+-]*)?$/.test(password) && !/^[\da-f-]{7,}$/.test(password);
}
