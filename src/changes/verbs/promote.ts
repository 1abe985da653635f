import * as z from 'zod';

import { documents } from '../../model/catalog';
import { Release } from '../../model/overlay';
import type { Problem } from '../../model/problem';
import { defineVerb } from '../define-verb';
import { nameOfEnvironment, listOf, Name, Names } from '../fields';
import { environmentsBefore } from '../order';
import { findPromotable, type Promotable } from '../promotable';
import { overlayOf, releaseEdit } from '../releases';
import { refuseAll, requestProblem } from '../request-problem';
import { editOf } from '../settle';
import { namesInSubject, subjectOf } from '../subject';
import { hasSetting, travellingSettings } from '../travelling';
import type { Known } from '../verb';

const Fields = z.strictObject({
  service: Names.optional().describe('Service, or several that go together.'),
  system: Name.optional().describe('System whose services go together, as far as they are where they come from.'),
  to: Name.describe('Environment where it is to run.'),
  from: Name.optional().describe(
    'Environment where it runs. Default: those that must come before, as the gates of the environment say.',
  ),
  release: Release.shape.version
    .optional()
    .describe('Version. Default: the newest release that has shown before what the environment asks for.'),
  withSettings: z
    .union([z.boolean(), z.array(z.string().min(1)).min(1, 'must name at least one setting')])
    .default(false)
    .describe(
      'Whether settings of the overlay go along: those that are named, such as "env.FEATURE", or all that differ but "scale" and "exposure.hosts", which belong to their place.',
    ),
});

type Asked = z.output<typeof Fields>;

/** The release that runs in one environment goes to the next one: the same bytes. */
export const promote = defineVerb({
  name: 'promote',
  summary: 'brings a release to the next environment',
  fields: Fields,
  names: { service: 'service', system: 'system', to: 'environment', from: 'environment' },
  examples: [
    {
      title: 'What has shown itself in the environment before.',
      fields: { service: 'payment-service', to: 'production' },
    },
    { title: 'All services of a system in one change.', fields: { system: 'k8s-blog', to: 'production' } },
    {
      title: 'A release by name, with a setting that it needs.',
      fields: {
        service: 'payment-service',
        to: 'production',
        from: 'development',
        release: 'v1.2.0',
        withSettings: ['config.values.LOG_LEVEL'],
      },
    },
  ],
  contradictions: function* ({ service, system }) {
    if (service !== undefined && system !== undefined)
      yield requestProblem(['system'], 'service and system are both said', 'say one of them');
    if (service === undefined && system === undefined)
      yield requestProblem(['service'], 'nothing is said that is to be promoted', 'say service or system');
  },
  plan: (fields, known) => {
    const to = nameOfEnvironment(known.catalog, fields.to);
    const from = sources(fields, to, known);
    const services = servicesOf(fields, from, to, known);
    const away = services.flatMap((service) => [...placeProblems(service, from, to, known)]);
    refuseAll([...wayProblems(fields, from, to, services), ...away, ...settingProblems(fields, services, from, known)]);
    const found = services.map((service) => ({
      service,
      found: findPromotable({ service, from, to, version: fields.release }, known),
    }));
    refuseAll(found.flatMap((one) => (one.found !== undefined && 'message' in one.found ? [one.found] : [])));
    const promoted = found.flatMap(({ service, found: one }) =>
      one === undefined || 'message' in one ? [] : [{ service, ...one }],
    );
    const edits = services.map((service) => {
      const one = promoted.find((other) => other.service === service);
      return editFor(fields, service, one, from[0] ?? to, to, known);
    });
    const versions = [...new Set(promoted.map(({ release }) => release.version))];
    const subject = subjectOf(
      'promote',
      fields.system ?? namesInSubject(services, 'services'),
      versions.length === 1 ? versions[0] : undefined,
      'to',
      to,
    );
    return { edit: editOf(edits), subject, notes: promoted.flatMap((one) => notesOn(one, to)) };
  },
});

function sources({ from }: Asked, to: string, { catalog }: Known): readonly string[] {
  return from === undefined ? environmentsBefore(catalog, to) : [nameOfEnvironment(catalog, from)];
}

/** What ends there is not meant by the name of its system. */
function servicesOf(
  { service, system }: Asked,
  from: readonly string[],
  to: string,
  { catalog }: Known,
): readonly string[] {
  if (system === undefined) return listOf(service);
  return [...catalog.services]
    .filter(([, entry]) => entry.service.system === system && !entry.service.retired)
    .filter(([, { overlays }]) => from.some((name) => overlays.get(name)?.retired === false))
    .filter(([, { overlays }]) => overlays.get(to)?.retired !== true)
    .map(([name]) => name)
    .sort();
}

function* wayProblems(
  { system, from: said }: Asked,
  from: readonly string[],
  to: string,
  services: readonly string[],
): Iterable<Problem> {
  if (from.length === 0) {
    yield requestProblem(
      ['to'],
      `"${to}" comes after no environment`,
      'say from where it is to be promoted, or bump it there',
    );
  } else if (said !== undefined && from[0] === to) {
    yield requestProblem(['from'], `"${said}" is "${to}" itself`, 'name the environment where the release runs');
  } else if (services.length === 0) {
    yield requestProblem(
      ['system'],
      `no service of system "${system}" is deployed in ${from.join(' or ')}`,
      'promote it there first',
    );
  }
}

function* placeProblems(service: string, from: readonly string[], to: string, { catalog }: Known): Iterable<Problem> {
  const isEnding =
    catalog.services.get(service)?.service.retired === true ||
    catalog.environments.get(to)?.retired === true ||
    overlayOf(catalog, service, to)?.retired === true;
  if (isEnding) {
    yield requestProblem(
      ['service'],
      `service "${service}" is retired in "${to}"`,
      'leave it out, or set "retired" to null first',
    );
  }
  const isThere = from.length === 0 || from.some((name) => overlayOf(catalog, service, name)?.retired === false);
  if (isThere) return;
  yield requestProblem(
    ['service'],
    `service "${service}" does not run in ${from.map((name) => `"${name}"`).join(' or ')}`,
    `bring it there first, or say from where it comes`,
  );
}

function* settingProblems(
  { withSettings }: Asked,
  services: readonly string[],
  [from = '']: readonly string[],
  { catalog }: Known,
): Iterable<Problem> {
  if (typeof withSettings === 'boolean') return;
  const overlays = services.flatMap((service) => overlayOf(catalog, service, from) ?? []);
  for (const [index, name] of withSettings.entries()) {
    if (overlays.length === 0 || overlays.some((overlay) => hasSetting(overlay, name))) continue;
    yield requestProblem(
      ['withSettings', index],
      `no overlay says ${JSON.stringify(name)} in "${from}"`,
      'name a setting of its file, such as "env.FEATURE"',
    );
  }
}

function editFor(
  { withSettings }: Asked,
  service: string,
  one: Promotable | undefined,
  from: string,
  to: string,
  { catalog, ticket }: Known,
): ReturnType<typeof releaseEdit> {
  const before = overlayOf(catalog, service, to);
  const source = overlayOf(catalog, service, one?.from ?? from);
  const environment = catalog.environments.get(one?.from ?? from);
  const settings =
    withSettings === false || source === undefined || environment === undefined
      ? []
      : travellingSettings(
          { name: one?.from ?? from, environment, overlay: source },
          before,
          withSettings === true ? undefined : withSettings,
        );
  if (one === undefined) return [documents.overlay(service, to), settings];
  const release: Release = {
    ...one.release,
    promotedFrom: one.from,
    ...(ticket === undefined ? {} : { changeTicket: ticket }),
  };
  return releaseEdit(catalog, service, to, release, settings);
}

function notesOn({ service, release, hasShown }: Promotable & { readonly service: string }, to: string) {
  return hasShown
    ? []
    : [
        `${release.version} of service "${service}" has not shown yet what "${to}" asks for: the gates say what is missing`,
      ];
}
