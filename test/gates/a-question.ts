import type { z } from 'zod';

import type { Effect, Effects } from '../../src/effects/effect';
import type { Approval, Evidence, GateFacts, Actor } from '../../src/gates/facts';
import type { Catalog } from '../../src/model/catalog';
import { Environment } from '../../src/model/environment';
import { Overlay } from '../../src/model/overlay';
import { People } from '../../src/model/people';
import { Platform } from '../../src/model/platform';
import { Service } from '../../src/model/service';

type EnvironmentInput = z.input<typeof Environment>;

/** What a test says of a catalog; the rest is service "web" of "web-team" in "staging" and "prod". */
export interface CatalogSaying {
  readonly platform?: Partial<z.input<typeof Platform>>;
  readonly people?: z.input<typeof People>['people'];
  readonly staging?: Partial<EnvironmentInput>;
  readonly prod?: Partial<EnvironmentInput>;
  /** Overlays of "web". */
  readonly webInStaging?: Partial<z.input<typeof Overlay>> | null;
  readonly webInProd?: Partial<z.input<typeof Overlay>> | null;
}

export const digestA = `sha256:${'a'.repeat(64)}`;
export const digestB = `sha256:${'b'.repeat(64)}`;

/** When everything happens that says nothing else: Friday, 27 November 2026, 12:00 in UTC. */
export const noon = '2026-11-27T12:00:00Z';

/** Catalogs by what was said of them: to parse one costs more than what is done with it, and nobody changes one. */
const catalogs = new Map<string, Catalog>();

/** A catalog before a change. */
export function aCatalog(saying: CatalogSaying = {}): Catalog {
  const key = JSON.stringify(saying);
  const catalog = catalogs.get(key) ?? parsedCatalog(saying);
  catalogs.set(key, catalog);
  return catalog;
}

function parsedCatalog(saying: CatalogSaying): Catalog {
  const overlays = { staging: saying.webInStaging, prod: saying.webInProd };
  return {
    platform: Platform.parse({ ...platform, ...saying.platform }),
    people: saying.people === undefined ? undefined : People.parse({ people: saying.people }),
    environments: new Map([
      ['staging', Environment.parse({ ...environment, ...saying.staging })],
      ['prod', Environment.parse({ ...environment, ...saying.prod })],
    ]),
    services: new Map([
      [
        'web',
        {
          service: Service.parse({ team: 'web-team', ports: [{ name: 'http', containerPort: 8080 }] }),
          overlays: new Map(
            Object.entries(overlays).flatMap(([name, overlay]) =>
              overlay === null ? [] : [[name, Overlay.parse({ release: { version: 'v1' }, ...overlay })] as const],
            ),
          ),
        },
      ],
    ]),
  };
}

/** Effects of a change: the release of "web" in "prod" from v1 to v2, unless effects are given. */
export function release(...effects: readonly Partial<Effect>[]): Effects {
  const said = effects.length === 0 ? [{}] : effects;
  return { effects: said.map((effect) => ({ ...releaseEffect, ...effect })), renderedPaths: new Map() };
}

/** GateFacts of a change that somebody asks for at noon. */
export function factsOf(facts: Partial<GateFacts> = {}): GateFacts {
  return {
    now: noon,
    requester: signed('dev'),
    alsoInvolved: [],
    approvals: [],
    evidence: [],
    wantsTests: false,
    ...facts,
  };
}

/** Somebody who has signed. */
export function signed(name: string): Actor {
  return { name, proof: 'signed' };
}

/** An approval of an hour before noon. */
export function approvalOf(by: Actor | string, approval: Partial<Approval> = {}): Approval {
  const identity = typeof by === 'string' ? signed(by) : by;
  return { by: identity, answer: 'approve', of: 'sha256:0', at: '2026-11-27T11:00:00Z', ...approval };
}

/** v2 of "web" with digest B runs in "staging": healthy from 11:00, and seen at noon. */
export function evidenceOf(evidence: Partial<Evidence> = {}): Evidence {
  return {
    service: 'web',
    environment: 'staging',
    release: { version: 'v2', digest: digestB },
    healthySince: '2026-11-27T11:00:00Z',
    observedAt: noon,
    isCurrent: true,
    tests: [],
    ...evidence,
  };
}

/** People by a short name, each with an address of it, in these teams. */
export function peopleOf(teamsByName: Readonly<Record<string, readonly string[]>>): z.input<typeof People>['people'] {
  const entries = Object.entries(teamsByName);
  return Object.fromEntries(
    entries.map(([name, teams]) => [name, { emails: [`${name}@example.com`], teams: [...teams] }]),
  );
}

const releaseEffect: Effect = {
  kind: 'release',
  service: 'web',
  environment: 'prod',
  document: 'services/web/prod.yaml',
  path: ['release'],
  before: { version: 'v1' },
  after: { version: 'v2', digest: digestB },
  words: 'release of web in prod: v1 -> v2',
};

const platform = {
  catalogVersion: 1,
  repository: { url: 'https://github.com/your-org/gitops.git' },
  registry: 'ghcr.io/your-org',
  owners: ['platform-team'],
  teams: {
    'web-team': { owners: ['@your-org/web-team'] },
    'sre-team': { owners: ['@your-org/sre-team'] },
    'platform-team': { owners: ['@your-org/platform-team'] },
  },
} satisfies z.input<typeof Platform>;

const amounts = { cpu: '100', memory: '100Gi' };

const environment = {
  cluster: { kubernetesVersion: '1.36' },
  namespace: '{environment}',
  sync: { mode: 'automatic' },
  owners: ['sre-team'],
  gateway: { name: 'public', namespace: 'gateway-system', host: '{service}.example.com' },
  secretStore: { name: 'vault-backend' },
  quota: { requests: amounts, limits: amounts, pods: 100 },
  containerLimits: { max: amounts, default: amounts, defaultRequest: amounts },
} satisfies EnvironmentInput;
