import { isDeepStrictEqual } from 'node:util';

import type { Catalog } from '../model/catalog';
import { describeGate } from '../model/describe-gate';
import type { Freeze, OneOffFreeze } from '../model/freeze';
import { isRecurring } from '../model/freeze';
import type { Gates } from '../model/gates';
import type { Hold } from '../model/hold';
import type { Overlay, Release } from '../model/overlay';
import type { Person } from '../model/people';
import { printableLine } from '../model/printable';
import { shortDigest } from '../model/short-digest';
import type { Scale } from '../model/scale';
import { shortly, transition } from './show';

/** `scale of web in prod: 2 -> 10 replicas`. */
export function scaleWords(before: Scale | undefined, after: Scale | undefined, subject: string): string {
  if (before?.owner === 'fixed' && after?.owner === 'fixed' && before.replicas !== after.replicas) {
    return `scale of ${subject}: ${before.replicas} -> ${replicas(after.replicas)}`;
  }
  return `scale of ${subject}: ${transition(before, after, describeScale)}`;
}

type ScaleUntil = Overlay['scaleUntil'];

/** `end of the scale of web in prod: added, 2026-12-24T18:00:00Z, then 2 replicas`. */
export function scaleEndWords(before: ScaleUntil, after: ScaleUntil, subject: string): string {
  const show = ({ until, back }: NonNullable<ScaleUntil>): string =>
    `${until}, then ${back === null ? 'what the service or the environment says' : describeScale(back)}`;
  return `end of the scale of ${subject}: ${transition(before, after, show)}`;
}

/** `hold of web in prod: added, by ann@example.com: migration`. */
export function holdWords(before: Hold | undefined, after: Hold | undefined, subject: string): string {
  const show = ({ by, reason, until, releases }: Hold): string =>
    [
      `by ${shortly(by)}`,
      ...(releases === undefined ? [] : [`of ${shortly(releases)}`]),
      ...(until === undefined ? [] : [`until ${until}`]),
    ].join(' ') + `: ${printableLine(reason)}`;
  return `hold of ${subject}: ${transition(before, after, show)}`;
}

/** `freezes of prod: "peak hours" added, "Friday" removed`. */
export function freezeWords(
  before: readonly (Freeze | OneOffFreeze)[],
  after: readonly (Freeze | OneOffFreeze)[],
  subject: string,
): string {
  const notIn = (those: typeof before, these: typeof before): typeof before =>
    those.filter((one) => !these.some((other) => isDeepStrictEqual(one, other)));
  const said = [
    ...notIn(after, before).map((freeze) => `${describeFreeze(freeze)} added`),
    ...notIn(before, after).map((freeze) => `${describeFreeze(freeze)} removed`),
  ];
  return `freezes of ${subject}: ${said.length === 0 ? 'in another order' : said.join('; ')}`;
}

/** `approvals of prod: 1 of sre-team -> 2 of {team} or sre-team`. */
export function gateWords(key: keyof Gates, before: Gates, after: Gates, subject: string): string {
  const show = (gates: Gates): string => printableLine(describeGate(gates, key));
  const [from, to] = [before, after].map((gates) => (gates[key] === undefined ? undefined : gates));
  return `gate ${key} of ${subject}: ${transition(from, to, show)}`;
}

/** `ann of people: added, of sre-team`. */
export function personWords(name: string, before: Person | undefined, after: Person | undefined): string {
  const show = ({ teams, keys }: Person): string =>
    `of ${teams.length === 0 ? 'no team' : teams.join(', ')}, with ${keys.length} key${keys.length === 1 ? '' : 's'}`;
  return `${name} of people: ${transition(before, after, show)}`;
}

/** Keys are told by their ends, and by what their owner calls them. */
export function keyWords(name: string, before: readonly string[], after: readonly string[]): string {
  const show = (key: string): string => {
    const [, data = '', ...comment] = key.split(' ');
    return printableLine(['…' + data.slice(-8), ...comment].join(' '));
  };
  const said = [
    ...after.filter((key) => !before.includes(key)).map((key) => `${show(key)} added`),
    ...before.filter((key) => !after.includes(key)).map((key) => `${show(key)} removed`),
  ];
  return `keys of ${name} of people: ${said.length === 0 ? 'in another order' : said.join('; ')}`;
}

/** `release of payment-service in prod: v1.2.0 -> v1.3.0, same digest as in staging`. */
export function releaseWords(
  before: Release | undefined,
  after: Release,
  {
    catalog,
    service,
    environment,
  }: { readonly catalog: Catalog; readonly service: string; readonly environment: string },
): string {
  const head = `release of ${service} in ${environment}: `;
  const tail = [
    ...comparedWords(after, catalog, service, environment),
    ...(after.irreversible === undefined ? [] : [`cannot be taken back: ${printableLine(after.irreversible)}`]),
  ];
  const said = (what: string, rest = tail): string => [head + what, ...rest].join(', ');
  if (before === undefined) return said(`${after.version}, the first one here`);
  if (before.version !== after.version) return said(`${before.version} -> ${after.version}`);
  if (before.digest !== after.digest) {
    const digests = transition(before.digest, after.digest, shortDigest);
    return said(`${after.version} with another digest, ${digests}`);
  }
  const { version: _version, digest: _digest, ...notes } = after;
  const differing = Object.keys({ ...before, ...notes }).filter(
    (key) => !isDeepStrictEqual(noteOf(before, key), noteOf(after, key)),
  );
  const notesWords = differing.map(
    (key) => `${key} ${transition(noteOf(before, key), noteOf(after, key), (value) => shortly(value, key))}`,
  );
  return said(`${after.version} stays`, notesWords);
}

/** How the bytes are related to those that run elsewhere: where it was promoted from, or where the version runs, too. */
function comparedWords(
  { version, digest, promotedFrom }: Release,
  catalog: Catalog,
  service: string,
  environment: string,
): readonly string[] {
  const others = [...(catalog.services.get(service)?.overlays ?? [])]
    .filter(([name, { release }]) => name !== environment && release.version === version)
    .sort(([a], [b]) => (a === promotedFrom ? -1 : b === promotedFrom ? 1 : a < b ? -1 : 1));
  const [other] = others;
  if (other === undefined) return digest === undefined ? ['without a digest'] : [];
  const [name, { release }] = other;
  if (digest === undefined) return ['without a digest'];
  if (release.digest === undefined) return [`a digest, which it has not in ${name}`];
  return [
    `${release.digest === digest ? 'same' : 'another'} digest ${release.digest === digest ? 'as' : 'than'} in ${name}`,
  ];
}

function noteOf(release: Release, key: string): unknown {
  return Object.entries(release).find(([name]) => name === key)?.[1];
}

function describeScale(scale: Scale): string {
  if (scale.owner === 'fixed') return replicas(scale.replicas);
  const { minReplicas, maxReplicas, initialReplicas } = scale;
  const by =
    scale.owner === 'hpa'
      ? [
          ...(scale.cpuPercent === 'none' ? [] : [`CPU at ${scale.cpuPercent}%`]),
          ...(scale.memoryPercent === undefined ? [] : [`memory at ${scale.memoryPercent}%`]),
          ...(scale.metrics ?? []).map(({ name }) => shortly(name)),
        ].join(' and ')
      : scale.triggers.map(({ type }) => shortly(type)).join(' and ');
  const beginning = initialReplicas === undefined ? '' : `, beginning with ${initialReplicas}`;
  return `${minReplicas} to ${replicas(maxReplicas)} by ${by}${beginning}`;
}

function replicas(count: number): string {
  return `${count} replica${count === 1 ? '' : 's'}`;
}

function describeFreeze(freeze: Freeze | OneOffFreeze): string {
  const when = isRecurring(freeze)
    ? `${freeze.schedule} for ${freeze.duration}, ${freeze.timeZone}`
    : `${freeze.from} to ${freeze.until}`;
  return `${shortly(freeze.reason)} (${when})`;
}
