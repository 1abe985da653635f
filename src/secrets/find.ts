import { hiddenSecret } from './hidden';
import { leavesOfJson } from './json-leaves';
import { knownFormsIn } from './known-forms';
import { isLiteral } from './literal';
import { namesAPassword } from './looks';
import type { FoundSecret, Sign } from './place';
import { passwordsOfFlags, passwordsOfSettings, secretsOfFields } from './said';
import { secretsInValue } from './value';
import { isSecret, signOfWhole } from './whole-value';
import { passwordsOfScript } from './words';

/** Signs that are no guess: who looks for them alone takes what is meant to be seen for no secret. */
const certain: ReadonlySet<Sign> = new Set(['form', 'name', 'program', 'words', 'setting', 'line']);

/** Whether a text is a secret, or has one in it, that no file of a catalog takes. */
export function hasSecret(name: string, text: string): boolean {
  return secretsIn(text, name).some(isCertain);
}

/** Whether it is none that only looks like one. */
export function isCertain({ sign }: Pick<FoundSecret, 'sign'>): boolean {
  return certain.has(sign);
}

/**
 * Finds the secrets in a text. All that refuse, find or hide secrets ask here, so that what one of them says, no other shows; they
 * choose by the signs alone.
 *
 * @param name what the text is the value of @default - nothing is known of it
 */
export function secretsIn(text: string, name = ''): readonly FoundSecret[] {
  if (text === '') return [];
  // What was hidden before stays as it is: its own words name a secret.
  if (text.includes(hiddenSecret)) return secretsBetween(text, name);
  const sign = signOfWhole(name, text);
  if (sign !== undefined) return [{ start: 0, end: text.length, sign }];
  // Nearly every text: nothing in it says a value, and it has no two words.
  if (!/[\s:=<"-]/.test(text)) return [];
  return [
    ...knownFormsIn(text),
    ...passwordsOfScript(text),
    ...passwordsOfFlags(text),
    ...passwordsOfSettings(text),
    ...secretsOfFields(text),
    ...pairsOfLines(text),
    ...secretsInJson(text),
  ];
}

function secretsBetween(text: string, name: string): readonly FoundSecret[] {
  let from = 0;
  return text.split(hiddenSecret).flatMap((part) => {
    const start = from;
    from += part.length + hiddenSecret.length;
    return secretsIn(part, name).map((one) => ({ ...one, start: one.start + start, end: one.end + start }));
  });
}

/** A name with its value, wherever it stands in a line. */
const pair = /(?<![\w.-])([\w.-]{1,128})["']?[ \t]{0,8}[:=][ \t]{0,8}("[^"\n]*"|'[^'\n]*'|[^\s,;&"'{}[\]]+)/dg;

/** What stands before a name that a line begins with: `- password: x`, `--token=x`, `export API_KEY=x`. */
const beginning = /^[ \t]{0,64}(?:- )?(?:export )?(?:--?)?["']?$/;

function* pairsOfLines(text: string): Iterable<FoundSecret> {
  if (!text.includes(':') && !text.includes('=')) return;
  let from = 0;
  for (const line of text.split('\n')) {
    for (const { 1: name = '', 2: said = '', index, indices } of line.matchAll(pair)) {
      const quotes = /^["']/.test(said) ? 1 : 0;
      const [start, end] = indices?.[2] ?? [0, 0];
      if (!isSecret(name, said.slice(quotes, said.length - quotes))) continue;
      const isFirst = index < 80 && beginning.test(line.slice(0, index));
      // With commas and the like, which end a value only among others.
      const more = isFirst && quotes === 0 ? (/^[^\s"'{}[\]]*/.exec(line.slice(end, end + 4096))?.[0].length ?? 0) : 0;
      yield { start: from + start + quotes, end: from + end - quotes + more, sign: isFirst ? 'line' : 'pair' };
    }
    from += line.length + 1;
  }
}

/** A text that is an object of JSON, as kubectl leaves one in an annotation, has the secrets of the object. */
function* secretsInJson(text: string): Iterable<FoundSecret> {
  const json = leavesOfJson(text);
  if (json === undefined) return;
  for (const { path, name, places } of secretsInValue(json.value, '', secretsIn)) {
    for (const { start, end, sign } of places) {
      const place = json.placeOf(path, { start, end });
      if (place === undefined) continue;
      const isSaid = sign !== 'name' || (namesAPassword(name) && isLiteral(text.slice(place.start, place.end)));
      // The name is that of a field of the document, and not of the text.
      yield { ...place, sign: isSaid ? (sign === 'name' ? 'setting' : sign) : 'pair' };
    }
  }
}
