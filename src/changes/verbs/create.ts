import * as z from 'zod';

import { documents } from '../../model/catalog';
import { didYouMean } from '../../model/nearest';
import { PinnedVersion, Release } from '../../model/overlay';
import { reservedNames } from '../../model/place-names';
import type { Problem } from '../../model/problem';
import { Service, ServiceName } from '../../model/service';
import { grpcPort, isTemplateName, serviceTemplates } from '../../model/service-template';
import type { PlainMapping } from '../../yaml/operation';
import { defineVerb } from '../define-verb';
import { nameOfEnvironment, listOf, Name, Names, sourceProblems } from '../fields';
import { firstEnvironments } from '../order';
import { refuseAll, requestProblem } from '../request-problem';
import { editOf } from '../settle';
import { egressToStores, type NeededEgress } from '../stores';
import { namesInSubject, subjectOf } from '../subject';
import type { Known } from '../verb';

const { containerPort, protocol } = Service.shape.ports.element.shape;
const { commit, committedAt } = Release.shape.source.unwrap().shape;
const { description, dependsOn, egress, framework, image, language, template, tier } = Service.shape;

const Fields = z.strictObject({
  name: ServiceName.describe('Name of the service.'),
  team: Name.describe('Team that owns it.'),
  system: Name.optional().describe('System that it is part of.'),
  description: description.describe('What it is for.'),
  tier,
  language: language.describe('Language that it is written in.'),
  framework,
  template,
  image,
  port: containerPort.default(8080).describe('Port that its process listens on.'),
  protocol: protocol.describe('What it speaks there.'),
  public: Service.shape.public,
  database: z
    .boolean()
    .default(false)
    .describe('Whether it gets DB_HOST, DB_USERNAME and DB_PASSWORD from the secret store.'),
  redis: z.boolean().default(false).describe('Whether it gets REDIS_URL from the secret store.'),
  dependsOn,
  egress: egress.describe(
    'What else it calls. A database and Redis are added, unless a port of theirs is in it or in dependsOn.',
  ),
  environment: Names.optional().describe(
    'Where its first release runs. Default: the environments that come after no other.',
  ),
  version: PinnedVersion.optional().describe(
    'Tag of its first image. Default: there is none yet, and the first "bump" deploys it.',
  ),
  digest: Release.shape.digest,
  commit: commit.optional().describe('Commit that the image was built from.'),
  committedAt: committedAt.optional().describe('When that commit was made.'),
});

type Asked = z.output<typeof Fields>;

/** A service from a few words: everything else are presets and defaults. */
export const create = defineVerb({
  name: 'create',
  summary: 'adds a service to the catalog',
  fields: Fields,
  names: { team: 'team', system: 'system', environment: 'environment' },
  examples: [
    {
      title: 'A service of Spring Boot with a database, reached from outside; its first image is not built yet.',
      fields: {
        name: 'invoice-service',
        team: 'backend-team',
        language: 'java',
        framework: 'spring-boot',
        template: 'api-service',
        port: 8080,
        database: true,
        redis: false,
        public: true,
      },
    },
    {
      title: 'One that runs at once.',
      fields: {
        name: 'mail-service',
        team: 'backend-team',
        environment: 'development',
        version: 'v1.0.0',
        digest: `sha256:${'1'.repeat(64)}`,
      },
    },
  ],
  contradictions: (fields) => [...sourceProblems(fields), ...ownProblems(fields)],
  plan: (fields, known) => {
    refuseAll([...nameProblems(fields, known), ...fieldProblems(fields, known)]);
    const environments = fields.version === undefined ? [] : environmentsFor(fields, known);
    const stores = egressToStores(known.catalog, fields);
    const assumed = stores.filter(({ isAssumed }) => isAssumed).map(assumption);
    const edit = editOf([
      [
        documents.service(fields.name),
        { kind: 'create', value: serviceOf(fields, stores), comments: assumed.map((text) => `Assumed: ${text}.`) },
      ],
      ...environments.map(
        (environment) =>
          [
            documents.overlay(fields.name, environment),
            { kind: 'create', value: { release: releaseOf(fields) } },
          ] as const,
      ),
    ]);
    const subject = subjectOf(
      'create',
      fields.name,
      fields.version,
      environments.length === 0 ? undefined : `in ${namesInSubject(environments, 'environments')}`,
    );
    const waits = environments.length === 0 ? ['it runs nowhere yet: the first "bump" deploys it'] : [];
    return { edit, subject, notes: [...assumed, ...waits] };
  },
});

/**
 * The service that a request to create one is about, with every default applied.
 *
 * @param given fields of the request
 * @returns undefined when they are wrong
 */
export function serviceToCreate(given: unknown): { readonly name: string; readonly service: Service } | undefined {
  const fields = Fields.safeParse(given);
  if (!fields.success) return undefined;
  const service = Service.safeParse(serviceOf(fields.data, []));
  return service.success ? { name: fields.data.name, service: service.data } : undefined;
}

function environmentsFor({ environment }: Asked, { catalog }: Known): readonly string[] {
  if (environment === undefined) return firstEnvironments(catalog);
  return [...new Set(listOf(environment).map((name) => nameOfEnvironment(catalog, name)))];
}

function* nameProblems({ name }: Asked, { catalog }: Known): Iterable<Problem> {
  if (catalog.services.has(name)) {
    yield requestProblem(['name'], `service "${name}" is there already`, 'choose another name, or change it by "set"');
  } else if (Object.hasOwn(catalog.platform.systems, name)) {
    yield requestProblem(['name'], `"${name}" is the name of a system`, 'choose another name');
  } else if (reservedNames.some((reserved) => reserved === name)) {
    yield requestProblem(['name'], `the name "${name}" is used by Slipway itself`, 'choose another name');
  }
}

function* fieldProblems(fields: Asked, known: Known): Iterable<Problem> {
  const { services } = known.catalog;
  for (const [index, dependency] of fields.dependsOn.entries()) {
    const name = typeof dependency === 'string' ? dependency : dependency.service;
    if (services.has(name)) continue;
    yield requestProblem(['dependsOn', index], `unknown service "${name}"`, didYouMean(name, services.keys()));
  }
  if (fields.version !== undefined) {
    const environments = environmentsFor(fields, known);
    const isEnding = environments.find((name) => known.catalog.environments.get(name)?.retired === true);
    if (environments.length === 0) {
      yield requestProblem(
        ['environment'],
        'every environment comes after another one, so that nothing says where a release begins',
        'say in which environment it is to run',
      );
    } else if (isEnding !== undefined) {
      yield requestProblem(['environment'], `environment "${isEnding}" is retired`, 'name another one');
    }
  }
}

function* ownProblems(fields: Asked): Iterable<Problem> {
  if (fields.public && (fields.protocol === 'tcp' || fields.protocol === 'udp')) {
    yield requestProblem(
      ['public'],
      `the port speaks ${fields.protocol}, which neither a route nor an Ingress can lead to`,
      'set protocol to "http" or "grpc", or public to false',
    );
  }
  if (fields.version !== undefined) return;
  for (const field of ['digest', 'commit', 'environment'] as const) {
    if (fields[field] === undefined) continue;
    yield requestProblem([field], `${field} is said, and version is not`, 'say the version of its first image, too');
  }
}

/** What differs from the defaults, as a person would write it. */
function serviceOf(fields: Asked, stores: readonly NeededEgress[]): PlainMapping {
  const { name: _, port: number, protocol: speaks, ...asked } = fields;
  const ways = [...asked.egress, ...stores.map(({ egress: way }) => way)];
  const known = isTemplateName(asked.template) ? serviceTemplates[asked.template] : undefined;
  const isBoth = known?.hasGrpc === true && speaks === 'http' && number !== grpcPort;
  return {
    team: asked.team,
    system: asked.system,
    description: asked.description,
    tier: asked.tier === 'backend' ? undefined : asked.tier,
    language: asked.language ?? known?.language,
    framework: asked.framework ?? known?.framework,
    template: asked.template,
    image: asked.image,
    ports: [
      { name: speaks, containerPort: number, protocol: speaks === 'http' ? undefined : speaks },
      ...(isBoth ? [{ name: 'grpc', containerPort: grpcPort, protocol: 'grpc' }] : []),
    ],
    public: asked.public || undefined,
    database: asked.database || undefined,
    redis: asked.redis || undefined,
    dependsOn: asked.dependsOn.length === 0 ? undefined : asked.dependsOn,
    egress: ways.length === 0 ? undefined : ways,
  };
}

function releaseOf({ version, digest, commit: id, committedAt: at }: Asked): PlainMapping {
  return { version, digest, source: id === undefined ? undefined : { commit: id, committedAt: at } };
}

function assumption({ egress: { description: what = '', namespace = '', ports } }: NeededEgress): string {
  return `${what} is reached in the namespace "${namespace}" at port ${ports.join(', ')}; correct egress if it is elsewhere`;
}
