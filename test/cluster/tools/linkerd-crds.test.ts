import * as z from 'zod';

import { Schema } from '../../../scripts/imports/schema';
import { sources } from '../../../scripts/imports/sources';
import { linkerdCrds, linkerdOwnCrds } from './linkerd-crds';

const schemas = linkerdCrds().map((crd) => {
  const [version] = z.array(z.object({ schema: z.object({ openAPIV3Schema: Schema }) })).parse(crd.spec.versions);
  return [crd.spec.names.kind, version?.schema.openAPIV3Schema ?? {}] as const;
});

test('there is one for every kind of Linkerd that we have types of, in that version', () => {
  const kinds = sources.filter(({ file }) => file === 'linkerd.ts').flatMap((source) => Object.values(source.kinds));

  const made = linkerdCrds().map(({ spec }) => `${spec.group}/${spec.versions[0]?.name} ${spec.names.kind}`);

  expect(made.sort()).toEqual(kinds.flat().sort());
});

test('their names are those that Linkerd has', () => {
  expect(linkerdCrds().map(({ metadata }) => metadata.name)).toEqual([
    'servers.policy.linkerd.io',
    'authorizationpolicies.policy.linkerd.io',
    'meshtlsauthentications.policy.linkerd.io',
    'networkauthentications.policy.linkerd.io',
    'serviceprofiles.linkerd.io',
  ]);
});

test('kinds that only the policy controller looks for have names of their own', () => {
  const names = [...linkerdCrds(), ...linkerdOwnCrds()].map(({ metadata }) => metadata.name);

  expect(linkerdOwnCrds().map(({ metadata }) => metadata.name)).toEqual([
    'egressnetworks.policy.linkerd.io',
    'httplocalratelimitpolicies.policy.linkerd.io',
    'serverauthorizations.policy.linkerd.io',
    'httproutes.policy.linkerd.io',
    'externalworkloads.workload.linkerd.io',
  ]);
  expect(new Set(names).size).toBe(names.length);
});

test.each(schemas)('the schema of %s is structural, and allows nothing unknown', (_kind, schema) => {
  const levels = levelsOf(schema);

  expect(levels.filter(({ type, ...level }) => type === undefined && !level['x-kubernetes-int-or-string'])).toEqual([]);
  expect(levels.filter(({ $ref }) => $ref !== undefined)).toEqual([]);
  expect(levels.filter((level) => 'x-kubernetes-preserve-unknown-fields' in level)).toEqual([]);
  expect(
    levels.filter(
      ({ type, properties, additionalProperties }) => type === 'object' && !properties && !additionalProperties,
    ),
  ).toEqual([]);
  expect(levels.filter(({ type, items }) => type === 'array' && !items)).toEqual([]);
});

test('a match may be inside a match inside a match', () => {
  const profile = schemas.find(([kind]) => kind === 'ServiceProfile')?.[1];
  const condition = profile?.properties?.['spec']?.properties?.['routes']?.items?.properties?.['condition'];
  const second = condition?.properties?.['all']?.items;
  const third = second?.properties?.['any']?.items;

  expect(Object.keys(condition?.properties ?? {})).toEqual(['all', 'any', 'method', 'pathRegex']);
  expect(Object.keys(second?.properties ?? {})).toEqual(['all', 'any', 'method', 'pathRegex']);
  expect(Object.keys(third?.properties ?? {})).toEqual(['method', 'pathRegex']);
});

function levelsOf(schema: Schema): readonly Schema[] {
  const { properties = {}, items, additionalProperties } = schema;
  const below = [...Object.values(properties), ...(items ? [items] : [])];
  if (typeof additionalProperties === 'object') below.push(additionalProperties);
  return [schema, ...below.flatMap(levelsOf)];
}
