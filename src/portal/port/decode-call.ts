import * as z from 'zod';

import { withoutSecrets } from '../../secrets/hide';
import { isSecret } from '../../secrets/whole-value';
import type { DocumentProblem } from '../../problems/schema-problems';
import { parsed } from '../../problems/parsed';
import type { Parsed } from '../../problems/parsed';
import type { PortalCall, PortalVerb } from '../portal-call';
import { portalProperties } from '../properties';

const RunId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'must be letters, digits, "-" and "_", at most 100');
/** As Port's API has it, without what leads out of a path. */
const Identifier = z
  .string()
  .max(1000)
  .regex(/^(?!\.{1,2}$)[\p{L}0-9@_.+:\\/=-]+$/u, 'must be an identifier of an entity');
const Blueprint = z
  .string()
  .max(100)
  .regex(/^(?!\.{1,2}$)[\p{L}0-9@_.+:\\/-]+$/u, 'must be the name of a blueprint');
const Action = z.string().min(1).max(100);
const Said = z.string().max(320).nullish();

const Entity = z.strictObject({ identifier: Identifier.nullish(), blueprint: Blueprint.nullish() }).nullish();

/** The form that Slipway's actions send, and the same without `apiVersion`, as people's own actions do. */
const OwnForm = z.strictObject({
  apiVersion: z.literal('gitops.platform/v1').optional(),
  action: Action,
  entity: Entity,
  properties: z.record(z.string(), z.unknown()),
  context: z.strictObject({ runId: RunId, userEmail: Said, userId: Said, at: Said }),
});

/** What Port sends when an action has no body of its own. It may grow: what is not read is not looked at. */
const Envelope = z.looseObject({
  action: Action.optional(),
  trigger: z
    .looseObject({
      by: z.looseObject({ userId: Said, user: z.looseObject({ email: Said }).nullish() }).nullish(),
    })
    .nullish(),
  context: z.looseObject({ runId: RunId, entity: z.string().max(1000).nullish(), blueprint: Blueprint.nullish() }),
  payload: z.looseObject({
    entity: z.looseObject({ identifier: Identifier, blueprint: Blueprint.nullish() }).nullish(),
    properties: z.record(z.string(), z.unknown()),
  }),
});

/**
 * Reads a call of Port, in each of its three forms: Slipway's own, the same without a version, and Port's envelope.
 *
 * @param verb what the address says; the action of the body is only a name
 * @param value JSON that was verified and guarded
 * @returns the call, or everything that is wrong with it; secrets are shown nowhere
 */
export function decodeCall(verb: PortalVerb, value: unknown): Parsed<PortalCall> {
  const form = isEnvelope(value) ? fromEnvelope(value) : fromOwnForm(value);
  if ('problems' in form) return { problems: form.problems.map(hidden) };
  const { place, call } = form.value;
  const properties = parsed(portalProperties[verb], call.properties);
  const problems = [
    ...('problems' in properties ? properties.problems.map((one) => ({ ...one, path: [...place, ...one.path] })) : []),
    ...secretsIn(call, place),
    ...entityProblems(verb, call),
  ];
  if ('problems' in properties || problems.length > 0) return { problems: problems.map(hidden) };
  return { value: { ...call, verb, properties: properties.value } };
}

interface Form {
  /** Where its properties are. */
  readonly place: readonly string[];
  readonly call: Omit<PortalCall, 'verb'>;
}

function isEnvelope(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'payload' in value;
}

function fromOwnForm(value: unknown): Parsed<Form> {
  const form = parsed(OwnForm, value);
  if ('problems' in form) return form;
  const { entity, properties, context } = form.value;
  const call = {
    runId: context.runId,
    entity: entityOf(entity?.identifier, entity?.blueprint),
    properties,
    claimed: claimedOf(context.userEmail, context.userId),
  };
  return { value: { place: ['properties'], call } };
}

function fromEnvelope(value: unknown): Parsed<Form> {
  const form = parsed(Envelope, value);
  if ('problems' in form) return form;
  const { trigger, context, payload } = form.value;
  const call = {
    runId: context.runId,
    entity: entityOf(payload.entity?.identifier, payload.entity?.blueprint ?? context.blueprint),
    properties: payload.properties,
    claimed: claimedOf(trigger?.by?.user?.email, trigger?.by?.userId),
  };
  return { value: { place: ['payload', 'properties'], call } };
}

/** An action that creates something is called on nothing: then Port says null, or leaves the text empty. */
function entityOf(identifier: string | null | undefined, blueprint: string | null | undefined): PortalCall['entity'] {
  return identifier === null || identifier === undefined
    ? undefined
    : { identifier, blueprint: blueprint ?? undefined };
}

function claimedOf(email: string | null | undefined, userId: string | null | undefined): PortalCall['claimed'] {
  return { email: email ?? undefined, userId: userId ?? undefined };
}

/** What comes along becomes part of Git's history, which nobody can take back. */
function secretsIn(
  { runId, entity, claimed, properties }: Form['call'],
  place: readonly string[],
): readonly DocumentProblem[] {
  const names = { runId, identifier: entity?.identifier, blueprint: entity?.blueprint, ...claimed };
  return [
    ...Object.entries(names)
      // Ids look like chance, and are: only what has the form of a secret is one.
      .filter(([, value]) => value !== undefined && isSecret('', value))
      .map(([name]) => secretAt([name])),
    ...Object.entries(properties)
      .filter(([name, value]) => typeof value === 'string' && withoutSecrets(value, name) !== value)
      .map(([name]) => secretAt([...place, name])),
  ];
}

function secretAt(path: readonly string[]): DocumentProblem {
  const message = 'looks like a secret, and would be written to Git';
  return { path, at: 'value', message, hint: 'put it into the secret store, and name it there' };
}

function entityProblems(verb: PortalVerb, { entity }: Form['call']): readonly DocumentProblem[] {
  const isCalledOnSomething = verb !== 'create' && verb !== 'approve' && verb !== 'reject';
  if (!isCalledOnSomething || entity !== undefined) return [];
  return [
    {
      path: ['entity'],
      at: 'value',
      message: `"${verb}" says no entity that it is about`,
      hint: 'make the action one of the blueprint of deployments, or of services',
    },
  ];
}

/** A key may be a secret, too. */
function hidden(problem: DocumentProblem): DocumentProblem {
  const path = problem.path.map((part) => (typeof part === 'string' ? withoutSecrets(part) : part));
  return { ...problem, path, message: withoutSecrets(problem.message) };
}
