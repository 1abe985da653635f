import { nearest } from './nearest';

/** Names that are filled in where a text may have any others in braces. */
const known: readonly string[] = ['service', 'environment', 'team', 'system'];

// What Spring, a shell or Logstash fill in themselves has a mark before it: `${environment}`, `%{service}`.
const inBraces = /(?<![$%{])(\{+)([A-Za-z]+)(\}+)/g;

/** Words that were most likely meant, of those that people write for them. */
const shortForms: Readonly<Record<string, string>> = { env: 'environment', svc: 'service' };

/**
 * Fills `{service}`, `{environment}`, `{team}` and `{system}` into a text that may be anything: JSON, a template, a format of logs.
 * One brace more on each side is the text itself: `{{environment}}` becomes `{environment}`. Other braces stay.
 */
export function fillNames(text: string, values: Readonly<Record<string, string>>): string {
  return replaceNames(text, (name, opening, closing) => {
    if (isDoubled(opening, closing)) return `${opening.slice(1)}${name}${closing.slice(1)}`;
    return `${opening.slice(1)}${values[name] ?? `{${name}}`}${closing.slice(1)}`;
  });
}

/** How a text is written so that `fillNames` makes it again as it is. */
export function writtenAsItIs(text: string): string {
  return replaceNames(text, (name, opening, closing) => `{${opening}${name}${closing}}`);
}

/** Names in braces that are nearly those that are filled in, each with the one that was most likely meant. */
export function mistakenNames(text: string): readonly { readonly name: string; readonly meant: string }[] {
  const mistaken = new Map<string, string>();
  replaceNames(text, (name, opening, closing) => {
    const meant = meantBy(name);
    if (meant !== undefined && meant !== name && !isDoubled(opening, closing)) mistaken.set(name, meant);
    return '';
  });
  return [...mistaken].map(([name, meant]) => ({ name, meant }));
}

type Replace = (name: string, opening: string, closing: string) => string;

function replaceNames(text: string, replace: Replace): string {
  if (!text.includes('{')) return text;
  return text.replaceAll(inBraces, (found: string, opening: string, name: string, closing: string) =>
    meantBy(name) === undefined ? found : replace(name, opening, closing),
  );
}

function isDoubled(opening: string, closing: string): boolean {
  return opening.length > 1 && closing.length > 1;
}

function meantBy(name: string): string | undefined {
  return shortForms[name] ?? nearest(name, known);
}
