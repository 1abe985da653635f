import { readYaml } from '../../catalog/read-yaml';
import { Refusal } from '../../model/refusal';
import type { Input } from '../command';
import type { TypedField, TypedVerb } from './typed-field';

/** The name under which an option is read: `--with-settings [PATH...]` is `withSettings`. */
function longName(flags: string): string {
  const name = /^--([a-z-]+)/.exec(flags)?.[1] ?? '';
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The fields of a verb as they were typed. What is wrong with a value, the verb says. */
export function fieldsFromInput(verb: TypedVerb, input: Input): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  const hasPairs = verb.words.some(({ typedAs }) => typedAs === 'yaml pairs');
  const isPair = (word: string): boolean => hasPairs && word.includes('=');
  const pairs = input.words.filter(isPair);
  let rest = input.words.filter((word) => !isPair(word));
  if (hasPairs) refuseUnpaired(verb, pairs, rest);
  for (const { isList, ...field } of verb.words) {
    if (field.typedAs === 'yaml pairs') {
      if (pairs.length > 0) fields[field.name] = valueOf(field, pairs);
      continue;
    }
    const words = isList ? rest : rest.slice(0, 1);
    rest = isList ? [] : rest.slice(1);
    if (words.length > 0) fields[field.name] = valueOf(field, words);
  }
  for (const field of verb.options) {
    const option = longName(field.flags ?? '');
    const texts = [...input.texts(option), ...(input.text(option) === undefined ? [] : [input.text(option) ?? ''])];
    if (texts.length > 0) fields[field.name] = valueOf(field, texts);
    else if (input.flag(option)) fields[field.name] = true;
  }
  return fields;
}

/** @throws Refusal for words that are no pairs where they should be, and where there is no pair at all */
function refuseUnpaired({ name, words }: TypedVerb, pairs: readonly string[], rest: readonly string[]): void {
  const alone = rest.slice(words.filter(({ typedAs }) => typedAs !== 'yaml pairs').length);
  if (alone.length === 0 && pairs.length > 0) return;
  const what =
    alone.length === 0
      ? `nothing is said that "slipway ${name}" could write`
      : `not a PATH=VALUE: ${alone.map((word) => JSON.stringify(word)).join(', ')}`;
  throw new Refusal(
    `${what}; write it as "resources.limits.memory=1Gi" or "scale={owner: fixed, replicas: 2}"; "PATH=null" takes away what is there`,
    'usage',
  );
}

function valueOf({ typedAs }: TypedField, texts: readonly string[]): unknown {
  const [first = ''] = texts;
  switch (typedAs) {
    case 'flag':
      return true;
    case 'number':
      return /^[-+]?[0-9]+(\.[0-9]+)?$/.test(first) ? Number(first) : first;
    case 'text':
      return first;
    case 'texts':
    case 'flag or texts':
      return texts;
    case 'text or pairs':
      return texts.every((text) => text.includes('=')) ? Object.fromEntries(texts.map(pairOf)) : first;
    case 'pairs':
      return Object.fromEntries(texts.map(pairOf));
    case 'yaml pairs':
      return Object.fromEntries(
        texts.map((text) => {
          const [key, value] = pairOf(text);
          return [key, yamlValue(value)];
        }),
      );
    case 'yaml':
      return texts.map(yamlValue);
  }
}

/** `a=b=c` is `a` and `b=c`; without `=` it is a key without a value, which the verb refuses. */
function pairOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** A value as it would stand in a file of the catalog; what is no YAML is a text. */
function yamlValue(text: string): unknown {
  const read = readYaml(`value: ${text}`, 'request');
  if (!('value' in read) || typeof read.value !== 'object' || read.value === null) return text;
  return 'value' in read.value ? read.value.value : text;
}
