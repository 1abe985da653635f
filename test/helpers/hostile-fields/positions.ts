import * as z from 'zod';

import type { ChangeRequest } from '../../../src/changes/request';
import type { Verb } from '../../../src/changes/verb';
import { verbs } from '../../../src/changes/verbs';
import { Environment } from '../../../src/model/environment';
import { Overlay } from '../../../src/model/overlay';
import { formatPath } from '../../../src/model/problem';
import { Service } from '../../../src/model/service';
import { digestOf } from '../a-delivery';
import { placesOf, withValue } from '../leaf-values';
import { leavesOf, nameOfLeaf } from '../schema-leaves';

/** A request but for its run id. */
type Words = Omit<ChangeRequest, 'runId'>;

/** A field that somebody fills in, and what is asked for with a text in it. */
export interface Position {
  /** `create description`. */
  readonly name: string;
  /** What has to be asked for first, so that this does something. @default - nothing */
  readonly before?: (number: number) => Words;
  /** @param number of the request, for what has to be new each time */
  readonly request: (text: string, number: number) => Words;
}

/** What a verb is asked for while all is well. */
export interface Base {
  readonly fields: (number: number) => Readonly<Record<string, unknown>>;
  readonly before?: Position['before'];
}

const inDev = { service: 'web', environment: 'dev' };

/** What each verb is asked for while all is well, in a repository in which v1.1.0 is in every environment. */
export const bases: Readonly<Record<string, readonly Base[]>> = {
  create: [
    { fields: (number) => ({ name: `new-${number}`, team: 'web-team', version: 'v1.0.0', environment: 'dev' }) },
  ],
  bump: [{ fields: (number) => ({ ...inDev, version: `v2.${number}.0`, digest: digestOf(`v2.${number}.0`) }) }],
  promote: [
    {
      before: (number) => ({ verb: 'bump', fields: { ...inDev, version: `v3.${number}.0` } }),
      fields: (number) => ({ service: 'web', to: 'staging', from: 'dev', release: `v3.${number}.0` }),
    },
  ],
  rollback: [
    {
      before: (number) => ({ verb: 'bump', fields: { ...inDev, version: `v4.${number}.0` } }),
      fields: () => ({ ...inDev, release: 'v1.1.0', forceReason: 'customers see it', holds: 'this' }),
    },
  ],
  scale: [{ fields: (number) => ({ ...inDev, replicas: 2 + (number % 5) }) }],
  hold: [
    {
      before: () => ({ verb: 'resume', fields: { environment: 'dev', service: 'api' } }),
      fields: () => ({ service: 'api', environment: 'dev' }),
    },
    { before: () => ({ verb: 'resume', fields: { team: 'web-team' } }), fields: () => ({ team: 'web-team' }) },
  ],
  resume: [
    {
      before: () => ({ verb: 'hold', fields: { service: 'api', environment: 'dev' }, reason: 'tested' }),
      fields: () => ({ service: 'api', environment: 'dev' }),
    },
  ],
  set: [
    { fields: (number) => ({ ...inDev, values: { 'env.A': `a${number}` } }) },
    { fields: (number) => ({ service: 'web', values: { description: `a${number}` } }) },
    { fields: (number) => ({ ...inDev, values: { 'config.values["app.yaml"]': `a: ${number}` } }) },
    { fields: (number) => ({ environment: 'dev', values: { 'defaults.env.B': `b${number}` } }) },
  ],
  retire: [
    {
      before: () => ({ verb: 'set', fields: { service: 'api', environment: 'dev', values: { retired: null } } }),
      fields: () => ({ service: 'api', environment: 'dev' }),
    },
  ],
};

/** Every field of every verb by its schema, as a value and as a name, and what may be said with each verb. */
export const fieldPositions: readonly Position[] = verbs.flatMap(positionsOf);

/** `set` takes every field of three kinds of files by its path. */
export const settingPositions: readonly Position[] = [
  { schema: Overlay, of: inDev },
  { schema: Service, of: { service: 'web' } },
  { schema: Environment, of: { environment: 'dev' } },
].flatMap(({ schema, of }) =>
  leavesOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).map((leaf): Position => {
    const path = formatPath(placesOf(leaf.path, {})[0] ?? []);
    return {
      name: `set ${Object.keys(of).join()} ${nameOfLeaf(leaf)}`,
      request: (text) => ({ verb: 'set', fields: { ...of, values: { [path]: text } }, reason: 'a reason' }),
    };
  }),
);

function positionsOf(verb: Verb): readonly Position[] {
  const known = bases[verb.name];
  if (known === undefined) throw new Error(`say in "bases" what "${verb.name}" is asked for while all is well`);
  return known.flatMap((base) => [...fieldsOf(verb, base), ...saidWith(verb, base)]);
}

function fieldsOf(verb: Verb, { fields, before }: Base): readonly Position[] {
  const leaves = leavesOf(z.toJSONSchema(verb.fields, { io: 'input' }));
  return leaves.flatMap((leaf): readonly Position[] => {
    const name = `${verb.name} ${nameOfLeaf(leaf)}`;
    const shared = before === undefined ? {} : { before };
    const at = (number: number): readonly (string | number)[] => placesOf(leaf.path, fields(number))[0] ?? [];
    const asked = (value: unknown): Words => ({ verb: verb.name, fields: { ...Object(value) }, reason: 'a reason' });
    const asValue: Position = {
      ...shared,
      name,
      request: (text, number) => asked(withValue(fields(number), at(number), text)),
    };
    if (!leaf.path.includes('*')) return [asValue];
    const asName: Position = {
      ...shared,
      name: `${name}, the name`,
      request: (text, number) => {
        const place = at(number).map((key, index) => (leaf.path[index] === '*' ? text : key));
        return asked(withValue(without(fields(number), leaf.path), place, 'a'));
      },
    };
    return [asValue, asName];
  });
}

/** A mapping of names has one alone: what it had is left out. */
function without(fields: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  return withValue(fields, path.slice(0, path.indexOf('*')), {});
}

/** What a request says besides its fields. */
function saidWith({ name: verb }: Verb, { fields, before }: Base): readonly Position[] {
  const words = ['reason', 'ticket', 'hotfix'] as const;
  return words.map((word) => ({
    name: `${verb}, its ${word}`,
    ...(before !== undefined && { before }),
    request: (text, number) => ({ verb, fields: fields(number), reason: 'a reason', [word]: text }),
  }));
}
