/**
 * A name as it is compared when the question is whether two names may be one person: e-mail addresses, logins and keys of
 * people.yaml alike. Compatibility forms (NFKC: full-width "＠", the Kelvin sign), case, "ı" and "İ", characters that nobody
 * sees, white space around it, and dots at its end make no difference. What comes after "+" does: `me+ci@example.com` is
 * another address.
 */
export function nameKey(name: string): string {
  const key = name
    .normalize('NFKC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}|\p{Cc}/gu, '')
    .toLowerCase()
    .replaceAll('\u0131', 'i')
    .replaceAll('i\u0307', 'i')
    .trimStart();
  // An expression would look for the end from each dot of a long row of them.
  let end = key.length;
  while (/[\s.]/u.test(key.charAt(end - 1))) end -= 1;
  return key.slice(0, end);
}

/**
 * A name as it is compared when something is given to whoever has it. Only ASCII case and a dot at the end make no
 * difference: an address that only looks like somebody's is somebody else's.
 */
export function exactKey(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}
