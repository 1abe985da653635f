import * as z from 'zod';

import { latestVersion, notPinned, Release } from '../../model/overlay';
import type { Problem } from '../../model/problem';
import { defineVerb } from '../define-verb';
import { nameOfEnvironment, listOf, Name, Names, sourceProblems } from '../fields';
import { firstEnvironments } from '../order';
import { isSameRelease, overlayOf, releaseEdit } from '../releases';
import { refuseAll, requestProblem } from '../request-problem';
import { editOf } from '../settle';
import { namesInSubject, subjectOf } from '../subject';
import type { Known } from '../verb';

const { version, digest, irreversible, source } = Release.shape;
const { commit, committedAt } = source.unwrap().shape;

const Fields = z.strictObject({
  service: Names.describe('Service, or several that are built together.'),
  environment: Names.optional().describe(
    'Where it runs; several are possible. Default: the environments that come after no other, as far as the service is deployed there, or all of them when it is deployed in none.',
  ),
  version: version.describe('Tag of the image.'),
  digest: z
    .union([digest.unwrap(), z.record(Name, digest.unwrap())])
    .optional()
    .describe('Digest of the image; of several services, a mapping of service to digest. Default: none is checked.'),
  commit: commit.optional().describe('Commit that it was built from.'),
  committedAt: committedAt.optional().describe('When that commit was made.'),
  irreversible: irreversible.describe(
    'Why one cannot go back to the release before, such as a migration of data. Default: one can.',
  ),
  allowOlder: z
    .boolean()
    .default(false)
    .describe('Whether it may be built from an older commit than what runs there now.'),
});

type Asked = z.output<typeof Fields>;

/** Where an image is to run. */
interface Target {
  readonly service: string;
  readonly environment: string;
}

/** The form in which CI tells of a new image. */
export const bump = defineVerb({
  name: 'bump',
  summary: 'runs a new image in an environment',
  fields: Fields,
  names: { service: 'service', environment: 'environment' },
  examples: [
    {
      title: 'An image that was just built, where releases begin.',
      fields: {
        service: 'payment-service',
        version: 'v1.3.0',
        digest: `sha256:${'3'.repeat(64)}`,
        commit: '8f3b2c1d4e5f60718293a4b5c6d7e8f901234567',
        committedAt: '2026-11-28T09:30:00+01:00',
      },
    },
    {
      title: 'Two images of one commit, together.',
      fields: {
        service: ['blog-backend', 'blog-frontend'],
        environment: 'development',
        version: '3f9c2a1',
        digest: { 'blog-backend': `sha256:${'a'.repeat(64)}`, 'blog-frontend': `sha256:${'b'.repeat(64)}` },
      },
    },
  ],
  contradictions: sourceProblems,
  plan: (fields, known) => {
    const services = listOf(fields.service);
    const targets = services.flatMap((service) =>
      environmentsFor(fields, service, known).map((environment) => ({ service, environment })),
    );
    refuseAll([
      ...versionProblems(fields, services, known),
      ...digestProblems(fields, services),
      ...(targets.length > 0 ? [] : [nowhere]),
      ...targets.flatMap((target) => [...targetProblems(fields, target, known)]),
    ]);
    const edits = targets.map(({ service, environment }) =>
      releaseEdit(known.catalog, service, environment, releaseFor(fields, { service, environment }, known)),
    );
    const environments = [...new Set(targets.map(({ environment }) => environment))];
    const subject = subjectOf(
      'bump',
      namesInSubject(services, 'services'),
      fields.version,
      'in',
      namesInSubject(environments, 'environments'),
    );
    return { edit: editOf(edits), subject, notes: [] };
  },
});

const nowhere = requestProblem(
  ['environment'],
  'every environment comes after another one, so that nothing says where a release begins',
  'say in which environment it is to run',
);

function environmentsFor({ environment }: Asked, service: string, { catalog }: Known): readonly string[] {
  if (environment !== undefined)
    return [...new Set(listOf(environment).map((name) => nameOfEnvironment(catalog, name)))];
  const first = firstEnvironments(catalog);
  const deployed = first.filter((name) => overlayOf(catalog, service, name)?.retired === false);
  return deployed.length > 0 ? deployed : first;
}

/** What names no build is only for services that have not adopted that. */
function* versionProblems(
  { version: asked }: Asked,
  services: readonly string[],
  { catalog }: Known,
): Iterable<Problem> {
  if (asked !== latestVersion) return;
  const isAdopted = (name: string): boolean =>
    catalog.services.get(name)?.service.unadopted?.includes('pinned-version') !== true;
  if (!services.some(isAdopted)) return;
  yield requestProblem(['version'], `"${asked}" ${notPinned}`, 'give the tag of this build');
}

function* digestProblems({ digest: said }: Asked, services: readonly string[]): Iterable<Problem> {
  if (typeof said === 'string' && services.length > 1) {
    yield requestProblem(
      ['digest'],
      `one digest cannot be that of ${services.length} images`,
      'give a mapping of service to digest, or bump one service',
    );
  }
  if (typeof said !== 'object') return;
  for (const name of Object.keys(said)) {
    if (services.includes(name)) continue;
    yield requestProblem(
      ['digest', name],
      `service "${name}" is not bumped here`,
      `the services are ${services.join(', ')}`,
    );
  }
  for (const name of services) {
    if (Object.hasOwn(said, name)) continue;
    yield requestProblem(['digest', name], `the digest of service "${name}" is missing`, 'add it, or give none at all');
  }
}

function* targetProblems(fields: Asked, { service, environment }: Target, { catalog }: Known): Iterable<Problem> {
  const overlay = overlayOf(catalog, service, environment);
  const isEnding =
    overlay?.retired === true ||
    catalog.services.get(service)?.service.retired === true ||
    catalog.environments.get(environment)?.retired === true;
  if (isEnding) {
    yield requestProblem(
      ['service'],
      `service "${service}" is retired in "${environment}"`,
      'bump it elsewhere, or set "retired" to null first',
    );
    return;
  }
  const before = overlay?.release.source?.committedAt;
  const after = fields.committedAt;
  if (before === undefined || after === undefined || fields.allowOlder) return;
  if (Date.parse(after) >= Date.parse(before)) return;
  yield requestProblem(
    ['committedAt'],
    `${after} is before ${before}, when the commit of ${overlay?.release.version} was made, which runs in "${environment}"`,
    'a later build has come first; to go back nevertheless, roll back or set allowOlder',
  );
}

/** What is said of the release that was there says nothing of another one. */
function releaseFor(fields: Asked, { service, environment }: Target, { catalog }: Known): Release {
  const said = fields.digest;
  const own = typeof said === 'object' ? said[service] : said;
  const release: Release = {
    version: fields.version,
    ...(own === undefined ? {} : { digest: own }),
    ...(fields.commit === undefined || fields.committedAt === undefined
      ? {}
      : { source: { commit: fields.commit, committedAt: fields.committedAt } }),
    ...(fields.irreversible === undefined ? {} : { irreversible: fields.irreversible }),
  };
  const before = overlayOf(catalog, service, environment)?.release;
  return before !== undefined && isSameRelease(before, release) ? { ...before, ...release } : release;
}
