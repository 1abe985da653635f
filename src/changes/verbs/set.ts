import * as z from 'zod';

import { formatPath, type Problem } from '../../model/problem';
import { lookInto } from '../../problems/schema-at';
import { schemaProblems } from '../../problems/schema-problems';
import {
  applyOperation,
  entryOf,
  isPlainMapping,
  type NodePath,
  type Operation,
  Unspliceable,
} from '../../yaml/operation';
import { defineVerb } from '../define-verb';
import { undeployed } from '../deployed';
import { parseFieldPath } from '../field-path';
import { Name, nameOfEnvironment } from '../fields';
import { refuseAll, requestProblem } from '../request-problem';
import { setTarget, type SetTarget } from '../set-target';
import { editOf, settle } from '../settle';
import { subjectOf } from '../subject';
import { takesNull, typedValue } from '../typed-value';

const Fields = z.strictObject({
  service: Name.optional().describe('Service; with environment its overlay there, without it the service itself.'),
  environment: Name.optional().describe('Environment; without service the environment itself.'),
  values: z
    .record(z.string().min(1), z.unknown())
    .refine((values) => Object.keys(values).length > 0, 'must have at least one field')
    .describe(
      'Values by path, such as `{"resources.limits.memory": "1Gi", "config.values[\\"app.yaml\\"]": null}`. A text is read as what the field takes. Null takes away what the file says; where a weaker layer says it, too, null is written where the field takes it.',
    ),
});

/** Any field of a file, typed by its schema. */
export const set = defineVerb({
  name: 'set',
  summary: 'sets fields of an overlay, a service or an environment',
  fields: Fields,
  names: { service: 'service', environment: 'environment' },
  examples: [
    {
      title: 'Two settings of a service in one environment.',
      fields: {
        service: 'payment-service',
        environment: 'production',
        values: { 'config.values.LOG_LEVEL': 'WARN', 'resources.limits.memory': '2Gi' },
      },
    },
    {
      title: 'A field of a service, and one that goes back to its default.',
      fields: { service: 'payment-service', values: { description: 'Takes payments by card', wave: null } },
    },
    {
      title: 'A default of an environment.',
      fields: { environment: 'development', values: { 'defaults.monitoring.dashboard': true } },
    },
  ],
  contradictions: function* ({ service, environment }) {
    if (service === undefined && environment === undefined)
      yield requestProblem(['service'], 'nothing is said whose fields they are', 'say service, environment, or both');
  },
  plan: (fields, { catalog }) => {
    const { service } = fields;
    const environment = fields.environment === undefined ? undefined : nameOfEnvironment(catalog, fields.environment);
    if (service !== undefined && environment !== undefined) refuseAll([...undeployed(catalog, service, environment)]);
    const target = setTarget(catalog, service, environment);
    if (target === undefined) throw new Error('a request without a target was not refused');

    const outcome = setAll(target, fields.values);
    refuseAll(outcome.problems);
    const names = Object.keys(fields.values);
    const where = [
      ...(service === undefined ? [] : ['of', service]),
      ...(environment === undefined ? [] : ['in', environment]),
    ];
    const what = names.length === 1 ? formatPath(parseFieldPath(names[0] ?? '') ?? []) : `${names.length} fields`;
    return {
      edit: editOf([[target.document, outcome.operations]]),
      subject: subjectOf('set', what, ...where),
      notes: [],
    };
  },
});

interface Outcome {
  readonly operations: readonly Operation[];
  readonly problems: readonly Problem[];
}

function setAll(target: SetTarget, values: Readonly<Record<string, unknown>>): Outcome {
  const json = lookInto(target.schema);
  const operations: Operation[] = [];
  const problems: Problem[] = [];
  const paths = new Map<string, NodePath>();
  let document = target.value;
  for (const [text, value] of Object.entries(values)) {
    const path = parseFieldPath(text);
    if (path === undefined) {
      problems.push(
        requestProblem(
          ['values', text],
          `${JSON.stringify(text)} is no path of a field`,
          'write it as "ports[0].name", with keys that have other characters as in config.values["app.yaml"]',
        ),
      );
      continue;
    }
    paths.set(text, path);
    try {
      for (const operation of operationsFor(target, document, path, value, json, values)) {
        document = applyOperation(document, operation);
        operations.push(operation);
      }
    } catch (error) {
      if (!(error instanceof Unspliceable)) throw error;
      problems.push(requestProblem(['values', text], error.message, 'correct the path'));
    }
  }
  return { operations, problems: [...problems, ...valueProblems(target, document, paths)] };
}

function operationsFor(
  target: SetTarget,
  document: unknown,
  path: NodePath,
  value: unknown,
  json: ReturnType<typeof lookInto>,
  values: Readonly<Record<string, unknown>>,
): readonly Operation[] {
  const typed = typedValue(json, path, value);
  const before = valueAt(document, path);
  if (typed === null) {
    const masks = takesNull(json, path) && target.isSaidBelow(path);
    return settle(path, before, masks ? null : undefined);
  }
  const [top = ''] = path;
  const whole = path.length > 1 && valueAt(document, [top]) === undefined ? target.wholeBelow(path) : undefined;
  // Whoever chooses another owner or strategy wants none of what belongs to the one before.
  const isOther = Object.keys(values).some((text) => /^(scale\.owner|rollout\.strategy)$/.test(text));
  if (whole === undefined || isOther) return settle(path, before, typed);
  return [{ kind: 'set', path: [top], value: whole }, ...settle(path, valueAt(whole, path.slice(1)), typed)];
}

/** What the schema finds at what was set, or above it. What it finds elsewhere, the reader of the catalog knows better. */
function valueProblems(target: SetTarget, document: unknown, paths: ReadonlyMap<string, NodePath>): readonly Problem[] {
  return schemaProblems(target.schema, document).flatMap(({ path, message, hint }) => {
    const [text, set] =
      [...paths].find(([, one]) => one.every((part, index) => path[index] === part)) ??
      [...paths].find(([, one]) => path.every((part, index) => one[index] === part)) ??
      [];
    if (text === undefined || set === undefined) return [];
    const said = path.length === set.length ? message : `${formatPath(path)}: ${message}`;
    return [{ file: 'request', path: ['values', text], message: said, ...(hint === undefined ? {} : { hint }) }];
  });
}

function valueAt(value: unknown, path: NodePath): unknown {
  return path.reduce<unknown>((node, part) => {
    if (Array.isArray(node)) return typeof part === 'number' ? node[part] : undefined;
    return isPlainMapping(node) ? entryOf(node, String(part)) : undefined;
  }, value);
}
