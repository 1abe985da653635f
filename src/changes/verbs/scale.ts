import * as z from 'zod';

import { documents } from '../../model/catalog';
import type { Overlay } from '../../model/overlay';
import type { Problem } from '../../model/problem';
import { Bytes, Cpu } from '../../model/quantity';
import { resolve } from '../../model/resolve';
import type { Scale } from '../../model/scale';
import type { Operation } from '../../yaml/operation';
import { defineVerb } from '../define-verb';
import { undeployed } from '../deployed';
import { Name, nameOfEnvironment, Until, untilInstant } from '../fields';
import { overlayOf } from '../releases';
import { refuseAll, requestProblem } from '../request-problem';
import { editOf, settle } from '../settle';
import { subjectOf } from '../subject';
import { wantedScale } from '../wanted-scale';
import { resourceOperations, resourceProblems } from '../wanted-resources';

const count = z.int().min(0, 'must be 0 or more').max(1000, 'must be 1000 or less').optional();

const pods = ['replicas', 'minReplicas', 'maxReplicas'] as const;
const resources = ['cpu', 'memory', 'cpuLimit', 'memoryLimit'] as const;

const Fields = z.strictObject({
  service: Name.describe('Service.'),
  environment: Name.describe('Environment.'),
  replicas: count.describe(
    'Number of pods. Where an autoscaler owns it, the fewest; the most is raised where it is less.',
  ),
  minReplicas: count.describe('Fewest pods, where an autoscaler owns the number.'),
  maxReplicas: count.describe('Most pods, where an autoscaler owns the number.'),
  cpu: Cpu.optional().describe('CPU that a pod asks for, such as "200m".'),
  memory: Bytes.optional().describe('Memory that a pod asks for, such as "512Mi".'),
  cpuLimit: Cpu.optional().describe('CPU that a pod may use at most. What it asks for stays at or below it.'),
  memoryLimit: Bytes.optional().describe('Memory that a pod may use at most. What it asks for stays at or below it.'),
  until: Until.optional().describe(
    'When the number of pods becomes again what it was: an instant such as "2026-12-24T18:00:00+01:00", or a span such as "4h". Default: it stays.',
  ),
  back: z.boolean().default(false).describe('Whether a scale that ends by itself ends now; it goes alone.'),
  onlyDue: z.boolean().default(false).describe('With back: only when its end has come.'),
});

type Asked = z.output<typeof Fields>;

/** Edits what the owner of the number of pods lets people say. */
export const scale = defineVerb({
  name: 'scale',
  summary: 'changes how many pods run in an environment, and how large they are',
  fields: Fields,
  names: { service: 'service', environment: 'environment' },
  examples: [
    {
      title: 'More and larger pods.',
      fields: {
        service: 'payment-service',
        environment: 'production',
        replicas: 10,
        cpuLimit: '2000m',
        memoryLimit: '2Gi',
      },
    },
    {
      title: 'More pods for an afternoon.',
      fields: { service: 'payment-service', environment: 'production', replicas: 8, until: '4h' },
    },
    {
      title: 'Other bounds of an autoscaler.',
      fields: { service: 'user-service', environment: 'production', minReplicas: 4, maxReplicas: 12 },
    },
    {
      title: 'The end of the afternoon, now.',
      fields: { service: 'payment-service', environment: 'production', back: true },
    },
  ],
  contradictions,
  plan: (fields, { catalog, now }) => {
    const { service } = fields;
    const environment = nameOfEnvironment(catalog, fields.environment);
    const until = untilInstant(fields.until, now);
    const entry = catalog.services.get(service);
    const overlay = overlayOf(catalog, service, environment);
    const resolved = entry === undefined ? undefined : resolve(catalog, service, entry, environment);
    refuseAll([...undeployed(catalog, service, environment), ...until.problems]);
    if (overlay === undefined || resolved === undefined) throw new Error('a service that is deployed was not resolved');

    const wanted = wantedScale(resolved.settings.scale, fields);
    refuseAll([
      ...('owner' in wanted ? [] : wanted),
      ...resourceProblems(resolved, fields),
      ...extensionProblems(fields, overlay),
    ]);
    const operations = fields.back
      ? backOperations(overlay, fields.onlyDue ? now : undefined)
      : [
          ...('owner' in wanted
            ? scaleOperations(fields, overlay, resolved.settings.scale, wanted, until.instant)
            : []),
          ...resourceOperations(resolved, fields),
        ];
    return {
      edit: editOf([[documents.overlay(service, environment), operations]]),
      subject: subjectOf('scale', service, 'in', environment, ...wordsOf(fields, until.instant)),
      notes: [],
    };
  },
});

function* contradictions(fields: Asked): Iterable<Problem> {
  const asked = [...pods, ...resources, 'until' as const].filter((field) => fields[field] !== undefined);
  if (fields.onlyDue && !fields.back)
    yield requestProblem(['onlyDue'], 'onlyDue is said, and back is not', 'say back, too, or leave it out');
  if (fields.back && asked.length > 0)
    yield requestProblem(['back'], `back goes alone, and ${asked.join(', ')} is said`, 'leave one of them out');
  if (!fields.back && asked.length === 0)
    yield requestProblem(
      ['replicas'],
      'nothing is said that is to change',
      `say ${[...pods, ...resources].join(', ')} or back`,
    );
  if (fields.replicas !== undefined && (fields.minReplicas ?? fields.maxReplicas) !== undefined)
    yield requestProblem(
      ['replicas'],
      'replicas is said, and bounds are, too',
      'say replicas, or minReplicas and maxReplicas',
    );
  if (fields.until !== undefined && resources.some((field) => fields[field] !== undefined)) {
    yield requestProblem(
      ['until'],
      'CPU and memory do not go back by themselves',
      'ask for them without until, by a request of its own',
    );
  }
}

function* extensionProblems(fields: Asked, { scaleUntil }: Overlay): Iterable<Problem> {
  const isLonger = fields.until !== undefined && pods.every((field) => fields[field] === undefined);
  if (!isLonger || scaleUntil !== undefined) return;
  yield requestProblem(['until'], 'no scale ends by itself here, and none is asked for', 'say replicas, too');
}

/** Ends a scale that ends by itself. @param now its end must have come @default - whenever it ends */
function backOperations({ scale: before, scaleUntil }: Overlay, now: string | undefined): readonly Operation[] {
  if (scaleUntil === undefined) return [];
  if (now !== undefined && Date.parse(scaleUntil.until) > Date.parse(now)) return [];
  return [...settle(['scale'], before, scaleUntil.back ?? undefined), { kind: 'remove', path: ['scaleUntil'] }];
}

function scaleOperations(
  fields: Asked,
  { scale: own, scaleUntil }: Overlay,
  now: Scale,
  wanted: Scale,
  until: string | undefined,
): readonly Operation[] {
  const numbers = settle([], now, wanted).length === 0 ? [] : settle(['scale'], own, wanted);
  const isAsked = pods.some((field) => fields[field] !== undefined);
  if (until === undefined) return [...numbers, ...(isAsked ? settle(['scaleUntil'], scaleUntil, undefined) : [])];
  // What it returns to is what was there before the first of them.
  if (scaleUntil !== undefined) return [...numbers, ...settle(['scaleUntil', 'until'], scaleUntil.until, until)];
  return numbers.length === 0
    ? []
    : [...numbers, { kind: 'set', path: ['scaleUntil'], value: { until, back: own ?? null } }];
}

function wordsOf(fields: Asked, until: string | undefined): readonly string[] {
  if (fields.back) return ['back'];
  const said = [...pods, ...resources].flatMap((field) =>
    fields[field] === undefined ? [] : [field === 'replicas' ? `to ${fields[field]}` : `${field} ${fields[field]}`],
  );
  return [said.join(', '), ...(until === undefined ? [] : [`until ${until}`])].filter((word) => word !== '');
}
