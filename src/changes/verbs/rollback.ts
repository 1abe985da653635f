import * as z from 'zod';

import { documents } from '../../model/catalog';
import { Reason } from '../../model/hold';
import { didYouMean } from '../../model/nearest';
import { Release, type Overlay } from '../../model/overlay';
import type { Problem } from '../../model/problem';
import { SettingsLayer } from '../../model/settings';
import type { Operation, PlainMapping } from '../../yaml/operation';
import { defineVerb } from '../define-verb';
import { undeployed } from '../deployed';
import { listOf, Name, nameOfEnvironment, Names, Until, untilInstant } from '../fields';
import { heldAsWell, holdBy, reasonProblems } from '../held';
import { releaseCalled, releasesIn, versionsAmong, type KnownRelease } from '../past-releases';
import { overlayOf } from '../releases';
import { refuseAll, requestProblem } from '../request-problem';
import { editOf, settle } from '../settle';
import { namesInSubject, subjectOf } from '../subject';
import type { Known } from '../verb';
import { doubtsAbout, wasHealthy } from '../way-back';

const Fields = z.strictObject({
  service: Names.describe('Service, or several that go back together.'),
  environment: Name.describe('Environment.'),
  release: Release.shape.version
    .optional()
    .describe('Version that ran there. Default: the last one before that is known to have been healthy there.'),
  forceReason: Reason.optional().describe(
    'Why one goes back from a release that is marked as irreversible, to one that was not healthy when somebody last looked, or to one whose variables, entries or secrets nothing says any more.',
  ),
  withSettings: z
    .boolean()
    .default(false)
    .describe('Whether the settings of the overlay become those of then, too, as far as they are known.'),
  holds: z
    .enum(['every', 'this'])
    .default('every')
    .describe('What is held back afterwards: every release until somebody resumes, or the one that was there.'),
  until: Until.optional().describe(
    'When the hold ends by itself: an instant such as "2026-12-24T18:00:00+01:00", or a span such as "4h". Default: when somebody resumes it.',
  ),
});

type Asked = z.output<typeof Fields>;

/** A forward commit that restores what ran before, and holds what was bad back. Why is the reason of the request. */
export const rollback = defineVerb({
  name: 'rollback',
  summary: 'goes back to a release that ran in an environment, and holds what was there back',
  fields: Fields,
  names: { service: 'service', environment: 'environment' },
  examples: [
    {
      title: 'To the last release that was healthy there; nothing is released until somebody resumes.',
      fields: { service: 'payment-service', environment: 'production' },
    },
    {
      title: 'To a release by name; only the bad one is held back.',
      fields: { service: 'payment-service', environment: 'production', release: 'v1.1.0', holds: 'this' },
    },
  ],
  plan: (fields, known) => {
    const { catalog } = known;
    const environment = nameOfEnvironment(catalog, fields.environment);
    const services = listOf(fields.service);
    const until = untilInstant(fields.until, known.now);
    refuseAll([
      ...services.flatMap((service) => [...undeployed(catalog, service, environment)]),
      ...until.problems,
      ...reasonProblems(known),
    ]);
    const found = services.map((service) => ({ service, target: targetOf(fields, service, environment, known) }));
    refuseAll([
      ...found.flatMap(({ target }) => ('message' in target ? [target] : [])),
      ...found.flatMap(({ service, target }) =>
        'message' in target ? [] : [...wayProblems(fields, service, environment, target, known)],
      ),
    ]);
    const targets = found.flatMap(({ service, target }) => ('message' in target ? [] : [{ service, target }]));
    const edits = targets.flatMap(({ service, target }) => {
      const overlay = overlayOf(catalog, service, environment);
      if (overlay === undefined) return [];
      const held = heldAsWell(overlay.hold, { until: until.instant, releases: heldBack(fields, overlay) }, known.now);
      const operations = [
        ...settle(['release'], overlay.release, releaseAgain(target, known)),
        ...(fields.withSettings && target.overlay !== undefined ? settingsAgain(overlay, target.overlay) : []),
        ...settle(['hold'], overlay.hold, holdBy(known, overlay.hold, held)),
      ];
      return [[documents.overlay(service, environment), operations] as const];
    });
    const versions = versionsAmong(targets.map(({ target }) => target));
    const subject = subjectOf(
      'rollback',
      namesInSubject(services, 'services'),
      versions.length === 1 ? `to ${versions[0]}` : undefined,
      'in',
      environment,
    );
    return { edit: editOf(edits), subject, notes: [] };
  },
});

function targetOf(fields: Asked, service: string, environment: string, known: Known): KnownRelease | Problem {
  const [current, ...before] = releasesIn(known, service, environment);
  const versions = versionsAmong(before);
  const ran =
    versions.length === 0
      ? 'no other release is known to have run there'
      : `others that ran there: ${versions.join(', ')}`;
  if (fields.release === undefined) {
    const healthy = before.find((one) => wasHealthy(known, service, environment, one));
    return (
      healthy ??
      requestProblem(
        ['release'],
        `no release of service "${service}" before ${current?.release.version ?? ''} is known to have been healthy in "${environment}"`,
        versions.length === 0 ? ran : `name one; ${ran}`,
      )
    );
  }
  const called = releaseCalled(before, fields.release);
  if (called !== undefined) return called;
  if (fields.release === current?.release.version) {
    return requestProblem(
      ['release'],
      `"${fields.release}" of service "${service}" is what runs in "${environment}"`,
      ran,
    );
  }
  return requestProblem(
    ['release'],
    `"${fields.release}" of service "${service}" is not known to have run in "${environment}"`,
    versions.length === 0 ? ran : didYouMean(fields.release, versions),
  );
}

/** The bad one is held by its bytes, too: another version of the same image is as bad. */
function heldBack({ holds }: Asked, { release: { version, digest } }: Overlay): readonly string[] | undefined {
  if (holds === 'every') return undefined;
  return digest === undefined ? [version] : [version, digest];
}

function* wayProblems(
  { forceReason, withSettings }: Asked,
  service: string,
  environment: string,
  target: KnownRelease,
  known: Known,
): Iterable<Problem> {
  if (forceReason === undefined) yield* doubtsAbout({ service, environment, target, withSettings }, known);
  if (!withSettings || target.overlay !== undefined) return;
  yield requestProblem(
    ['withSettings'],
    `the settings that service "${service}" had in "${environment}" with ${target.release.version} are not known`,
    'roll back without them, and set what differs',
  );
}

/** A ticket of the way back is that of what runs now. */
function releaseAgain({ release }: KnownRelease, { ticket }: Known): Release {
  return ticket === undefined ? release : { ...release, changeTicket: ticket };
}

/** A scale that was to end by itself has ended. */
function settingsAgain(now: Overlay, then: Overlay): readonly Operation[] {
  const scale = then.scaleUntil === undefined ? then.scale : (then.scaleUntil.back ?? undefined);
  return [
    ...settle([], settingsOf(now), { ...settingsOf(then), scale }),
    ...settle(['scaleUntil'], now.scaleUntil, undefined),
  ];
}

function settingsOf(overlay: Overlay): PlainMapping {
  return Object.fromEntries(Object.entries(overlay).filter(([key]) => Object.hasOwn(SettingsLayer.shape, key)));
}
