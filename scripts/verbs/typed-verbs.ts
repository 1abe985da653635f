import * as z from 'zod';

import { verbs } from '../../src/changes/verbs';
import type { Verb } from '../../src/changes/verb';
import type { TypedField, TypedVerb } from '../../src/cli/changes/typed-field';
import { schemaOf, type Schema } from '../reference/schema-rows';

/** Fields that are words after the name of the command, in their order; a list takes all that are left. */
const words: Readonly<Record<string, readonly string[]>> = {
  create: ['name'],
  bump: ['service'],
  promote: ['service'],
  rollback: ['service', 'environment'],
  scale: ['service', 'environment'],
  hold: ['service', 'environment'],
  resume: ['service', 'environment'],
  set: ['service', 'environment', 'values'],
  retire: ['service', 'environment'],
};

/** Words that may be said by an option, too: an environment without a service. */
const alsoOptions: Readonly<Record<string, readonly string[]>> = {
  set: ['environment'],
  hold: ['environment'],
  resume: ['environment'],
};

/** How every verb is typed on a command line. */
export function typedVerbs(): readonly TypedVerb[] {
  return verbs.map(typedVerb);
}

function typedVerb(verb: Verb): TypedVerb {
  const schema = z.toJSONSchema(verb.fields, { io: 'input' });
  const properties = schemaOf(schema).properties ?? {};
  const asWords = words[verb.name] ?? [];
  const isRequired = (name: string): boolean => schema.required?.includes(name) === true;
  return {
    name: verb.name,
    summary: verb.summary,
    words: asWords.map((name) => {
      const field = typedField(name, properties[name] ?? {}, verb);
      const isLast = name === asWords.at(-1);
      if (isLast && field.typedAs === 'yaml pairs') {
        const summary = field.summary.replace(/^.*?`\{.*?\}`\. /, `${pairsSummary}. `);
        return { ...field, summary, isRequired: false, isList: true };
      }
      const isList = field.typedAs === 'texts' && isLast;
      return { ...field, typedAs: isList ? 'texts' : 'text', isRequired: isRequired(name), isList };
    }),
    options: Object.entries(properties)
      .filter(([name]) => !asWords.includes(name) || alsoOptions[verb.name]?.includes(name) === true)
      .map(([name, property]) => {
        const field = typedField(name, property, verb);
        const summary = isRequired(name) ? `${field.summary} (required)` : field.summary;
        return { ...field, summary, flags: `--${kebab(name)}${placeholder(field)}` };
      }),
    examples: verb.examples.map(({ title, fields }) => ({
      command: commandLine(verb, asWords, fields),
      summary: sentence(title),
    })),
  };
}

/** A request has a mapping; a command line has words. */
const pairsSummary = 'values by path, such as resources.limits.memory=1Gi and \'config.values["app.yaml"]=null\'';

function typedField(name: string, property: Schema, { names }: Verb): TypedField {
  const thing = names[name];
  const values =
    thing === 'service' || thing === 'environment' || thing === 'team'
      ? (`${thing}s` as const)
      : name === 'release' || name === 'releases'
        ? 'releases'
        : fixedValues(property);
  return {
    name,
    summary: sentence(property.description ?? ''),
    typedAs: typedAs(property),
    ...(values !== undefined && { values }),
  };
}

/** Help has no sentences: it starts in lower case, without a full stop. */
function sentence(text: string): string {
  const short = text.replace(/\.$/, '');
  return /^[A-Z][a-z ]/.test(short) ? `${short.slice(0, 1).toLowerCase()}${short.slice(1)}` : short;
}

function fixedValues({ enum: values }: Schema): readonly string[] | undefined {
  return values?.every((value) => typeof value === 'string') === true ? values.map(String) : undefined;
}

function typedAs(property: Schema): TypedField['typedAs'] {
  const kinds = new Set((property.anyOf ?? [property]).map(kindOf));
  const has = (kind: string): boolean => kinds.has(kind);
  if (has('flag') && has('texts')) return 'flag or texts';
  if (has('flag')) return 'flag';
  if (has('yaml pairs')) return 'yaml pairs';
  if (has('pairs')) return has('text') ? 'text or pairs' : 'pairs';
  if (has('yaml')) return 'yaml';
  if (has('texts')) return 'texts';
  return has('number') && !has('text') ? 'number' : 'text';
}

function kindOf({ type, items, additionalProperties }: Schema): string {
  if (type === 'boolean') return 'flag';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array') return items?.type === 'string' ? 'texts' : 'yaml';
  if (type === 'object' || type === undefined) {
    const isText = typeof additionalProperties === 'object' && additionalProperties.type === 'string';
    return isText ? 'pairs' : 'yaml pairs';
  }
  return 'text';
}

function placeholder({ typedAs: kind, name, values }: TypedField): string {
  switch (kind) {
    case 'flag':
      return '';
    case 'number':
      return ' <N>';
    case 'pairs':
    case 'yaml pairs':
      return ' <NAME=VALUE>';
    case 'text or pairs':
      return ' <TEXT>';
    case 'yaml':
      return ' <YAML>';
    case 'flag or texts':
      return ' [NAME]';
    default:
      return values === 'services' ? ' <SERVICE>' : values === 'environments' ? ' <ENV>' : ` <${lastWord(name)}>`;
  }
}

/** What stands for a value: of `memoryLimit` it is LIMIT. */
function lastWord(name: string): string {
  return kebab(name).split('-').at(-1)?.toUpperCase() ?? '';
}

/** Other commands know `--env`. */
function kebab(name: string): string {
  if (name === 'environment') return 'env';
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function commandLine(verb: Verb, asWords: readonly string[], fields: Readonly<Record<string, unknown>>): string {
  // Without a service there is no word before the environment.
  const isWord = (name: string): boolean =>
    asWords.includes(name) &&
    !(name === 'environment' && asWords.includes('service') && fields['service'] === undefined);
  const typed = asWords.filter(isWord).flatMap((name) => listOf(fields[name]));
  const options = Object.entries(fields)
    .filter(([name]) => !isWord(name))
    .flatMap(([name, value]) => optionTexts(name, value));
  return ['slipway', verb.name, ...typed, ...options].join(' ');
}

function optionTexts(name: string, value: unknown): readonly string[] {
  const option = `--${kebab(name)}`;
  if (value === true) return [option];
  if (value === false || value === undefined) return [];
  if (Array.isArray(value)) return value.map((one) => `${option} ${shellWord(one)}`);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([key, one]) => `${option} ${shellWord(`${key}=${String(one)}`)}`);
  return [`${option} ${shellWord(value)}`];
}

function listOf(value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return Object.entries(value).map(([key, one]) => shellWord(`${key}=${String(one)}`));
  return Array.isArray(value) ? value.map(shellWord) : [shellWord(value)];
}

function shellWord(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // Nobody types a digest, and no window is wide enough for one.
  if (text.includes('sha256:')) return text.replace(/sha256:[0-9a-f]{64}/, '"$DIGEST"');
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
