import { isJob } from './exact-job';
import { mergePatchOf, fieldCount } from './merge-patch';
import { strategicMerge } from '../../customize/strategic-merge';
import { withMetadata } from '../../customize/with-metadata';
import { withNames } from '../../customize/with-names';
import { withoutConventions } from '../../customize/without-conventions';
import type { Schemas } from '../../manifest-schemas/read-schemas';
import type { ManifestObject } from '../../manifests/manifest';
import { isMapping, listAt, mappingAt, textAt, valueAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';
import { conventions } from '../../model/convention';
import type { Convention } from '../../model/convention';
import type { Customization } from '../../model/placed-customization';
import { defaultSettings } from '../../model/presets';
import { SettingsLayer } from '../../model/settings';
import type { Facts } from '../facts';
import { isSame } from '../split';
import { placedMetadataOf } from '../metadata-settings';
import { wordsIn } from '../object-words';
import { forcedConventions } from './exact-facts';
import { namesOfGroup, usualServiceName } from './exact-names';

/** What a service says besides settings so that its objects are those of the tree. */
export interface ExactService {
  readonly selector: Mapping | undefined;
  readonly names: Readonly<Record<string, string>>;
  readonly unadopted: readonly Convention[];
  /** By environment. */
  readonly environments: ReadonlyMap<string, ExactPlacement>;
}

/** The same in one environment. */
export interface ExactPlacement {
  /** Patches of objects that are rendered. */
  readonly patches: readonly { readonly kind: string; readonly name: string; readonly merge: Mapping }[];
  /** Objects that nothing renders. */
  readonly manifests: readonly ManifestObject[];
}

/** An environment of a service: what is said of it, what is rendered for it with every convention, and what is to be. */
export interface ExactQuestion {
  readonly facts: Pick<Facts, 'service' | 'environment' | 'settings' | 'ports'>;
  /** Labels by which pods are found. @default - made of the name of the service */
  readonly selector: Mapping | undefined;
  /** Names of objects that are not called as Slipway would call them. */
  readonly names: Readonly<Record<string, string>>;
  /** Conventions that there is no choice about. */
  readonly forced: readonly Convention[];
  readonly rendered: readonly Mapping[];
  readonly wanted: readonly ManifestObject[];
}

/** The question of a service with a workload; undefined when nobody can say how its pods are found. */
export function questionOf(
  facts: Facts,
  rendered: readonly Mapping[],
  wanted: readonly ManifestObject[],
): ExactQuestion | undefined {
  if (valueAt(facts.group.workload.value, ['spec', 'selector', 'matchExpressions']) !== undefined) return undefined;
  const [selector, names, forced] = [selectorOfWorkload(facts), namesOfGroup(facts), forcedConventions(facts)];
  return { facts, selector, names, forced, rendered, wanted };
}

/** Labels by which pods are found, where they are not made of the name of the service; no value where nobody can say them. */
export function selectorOfWorkload({ group, service }: Facts): Mapping | undefined {
  if (isJob(group.workload)) return undefined;
  const labels = mappingAt(group.workload.value, ['spec', 'selector', 'matchLabels']);
  return isSame(labels, { app: service }) ? undefined : labels;
}

/** Finds what a service has to say besides its settings; undefined when it cannot be said at all. */
export function exactService(
  asked: readonly (ExactQuestion | undefined)[],
  schemas: Schemas,
): ExactService | undefined {
  const questions = asked.filter((one) => one !== undefined);
  const [first] = questions;
  if (first === undefined || questions.length < asked.length) return undefined;
  const { selector, names } = first;
  if (!questions.every((one) => isSame(one.selector, selector) && isSame(one.names, names))) return undefined;
  const forced = new Set(questions.flatMap((one) => one.forced));
  const subject = (question: ExactQuestion, unadopted: readonly Convention[]): readonly Mapping[] =>
    shaped(question, names, selector, unadopted);
  let unadopted: readonly Convention[] = [...forced];
  let cost = costOf(questions, unadopted);
  for (const convention of namesOfConventions) {
    if (unadopted.includes(convention)) continue;
    const without = [...unadopted, convention];
    const less = costOf(questions, without);
    if (less < cost) [unadopted, cost] = [without, less];
  }
  const environments = new Map<string, ExactPlacement>();
  for (const question of questions) {
    const placement = placementOf(question, subject(question, unadopted), schemas);
    if (placement === undefined) return undefined;
    environments.set(question.facts.environment, placement);
  }
  const order = (name: Convention): number => namesOfConventions.indexOf(name);
  return { selector, names, unadopted: [...unadopted].sort((a, b) => order(a) - order(b)), environments };

  function costOf(all: readonly ExactQuestion[], without: readonly Convention[]): number {
    return all.reduce((sum, question) => sum + costOfOne(question, subject(question, without), schemas), 0);
  }
}

const namesOfConventions: readonly Convention[] = keysOf(conventions);

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): readonly Key[] {
  // `Object.keys` says string, as an object may have more keys than its type; these are literals.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.keys(record) as Key[];
}

function shaped(
  { facts, rendered }: ExactQuestion,
  names: Readonly<Record<string, string>>,
  selector: Mapping | undefined,
  unadopted: readonly Convention[],
): readonly Mapping[] {
  const { service, ports, settings } = facts;
  const labels = Object.fromEntries(
    Object.entries(selector ?? { app: service }).map(([key, value]) => [key, String(value)]),
  );
  const subject = {
    service,
    serviceName: usualServiceName(service, settings),
    selector: labels,
    metadata: placedMetadataOf(settings),
    moreServices: Object.entries(mappingAt(settings, ['moreServices'])).map(([name, said]) => ({
      name,
      ...wordsIn(mappingAt(said, [])),
    })),
    ports: ports.ports.map(({ port, protocol = 'tcp', ...one }) => ({
      ...one,
      protocol,
      port: port ?? one.containerPort,
    })),
    pull: { secrets: listAt(facts.settings, ['pull', 'secrets']).map(String) },
    env: there({ ...SettingsLayer.shape.env.safeParse(settings['env']).data }),
    customization: {
      kubernetesVersion: '',
      unadopted,
      names,
      ...saidIn(settings),
      patches: [],
      manifests: [],
    },
  };
  return withNames(withMetadata(withoutConventions(rendered, subject), subject), subject);
}

/** Containers besides that of the service, jobs and limits, as the schema reads them. */
function saidIn(settings: Facts['settings']): Pick<Customization, 'beside' | 'jobs' | 'limits'> {
  const keys = ['initContainers', 'sidecars', 'jobs', 'resources'].filter((key) => settings[key] !== undefined);
  const { data } = SettingsLayer.safeParse(Object.fromEntries(keys.map((key) => [key, settings[key]])));
  // What would be so anyway is not written, and so not said.
  const usual: Readonly<Record<string, unknown>> = defaultSettings({ ports: [] }).resources.limits;
  const limits = Object.entries(data?.resources?.limits ?? {}).filter(([key, value]) => value !== usual[key]);
  return {
    beside: there({ ...data?.initContainers, ...data?.sidecars }),
    jobs: there({ ...data?.jobs }),
    limits: Object.fromEntries(limits),
  };
}

function there<Value>(all: Readonly<Record<string, Value | null>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(all).flatMap(([name, one]) => (one === null ? [] : [[name, one]])));
}

/** An object that is there for nothing costs more than any field. */
const superfluous = 1000;

function costOfOne({ wanted }: ExactQuestion, objects: readonly Mapping[], schemas: Schemas): number {
  const twins = objects.map((object) => ({ object, twin: twinOf(object, wanted) }));
  const changed = twins.reduce(
    (sum, { object, twin }) =>
      sum + (twin === undefined ? superfluous : costOfPatch(patchOf(object, twin, schemas), object)),
    0,
  );
  // What becomes a manifest is said as a whole, and by nobody's words.
  const unsaid = wanted.filter((one) => !twins.some(({ twin }) => twin === one));
  return unsaid.reduce((sum, { value }) => sum + 2 * fieldCount(value), changed);
}

/** How many fields a patch adds, changes or takes away. */
function costOfPatch(patch: unknown, before: unknown): number {
  if (patch === undefined) return 0;
  if (patch === null) return fieldCount(before);
  if (Array.isArray(patch)) {
    const were: readonly unknown[] = Array.isArray(before) ? before : [];
    return patch.reduce<number>(
      (sum, one) =>
        sum +
        costOfPatch(
          one,
          were.find((other) => isAlike(one, other)),
        ),
      0,
    );
  }
  if (!isMapping(patch)) return 1;
  if (patch['$patch'] === 'delete') return fieldCount(before);
  return Object.entries(patch).reduce((sum, [key, value]) => sum + costOfPatch(value, valueAt(before, [key])), 0);
}

/** Whether an element of a patch is about another one: what both say by itself is the same. */
function isAlike(patch: unknown, other: unknown): boolean {
  if (!isMapping(patch) || !isMapping(other)) return false;
  return ['name', 'containerPort', 'port', 'mountPath'].some((key) => key in patch && patch[key] === other[key]);
}

function placementOf(
  { wanted }: ExactQuestion,
  objects: readonly Mapping[],
  schemas: Schemas,
): ExactPlacement | undefined {
  const patches: { kind: string; name: string; merge: Mapping }[] = [];
  const said = new Set<ManifestObject>();
  for (const object of objects) {
    const twin = twinOf(object, wanted);
    if (twin === undefined) return undefined;
    said.add(twin);
    const merge = patchOf(object, twin, schemas);
    if (merge === undefined) continue;
    const schema = schemas.find(twin.apiVersion, twin.kind)?.schema;
    const isExact =
      mergePatchOf(mapping(strategicMerge(object, merge, schema)), wantedValue(twin, object), schema) === undefined;
    if (!isExact) return undefined;
    patches.push({ kind: twin.kind, name: twin.name, merge });
  }
  return { patches, manifests: wanted.filter((one) => !said.has(one)) };
}

/** The object of the tree that a rendered one stands for. A Service with another selector is another one. */
function twinOf(object: Mapping, wanted: readonly ManifestObject[]): ManifestObject | undefined {
  return wanted.find(
    ({ apiVersion, kind, name, value }) =>
      kind === object['kind'] &&
      apiVersion === object['apiVersion'] &&
      name === textAt(object, ['metadata', 'name']) &&
      (kind === 'Service' ? isFoundBy : isSame)(
        valueAt(value, ['spec', 'selector']),
        valueAt(object, ['spec', 'selector']),
      ),
  );
}

/** Whether a selector finds what has these labels. */
function isFoundBy(selector: unknown, labels: unknown): boolean {
  const own = Object.entries(mappingAt(selector, []));
  return own.length > 0 && own.every(([label, value]) => valueAt(labels, [label]) === value);
}

function patchOf(object: Mapping, twin: ManifestObject, schemas: Schemas): Mapping | undefined {
  return mergePatchOf(object, wantedValue(twin, object), schemas.find(twin.apiVersion, twin.kind)?.schema);
}

/** An object without a namespace is in that of whoever applies it. */
export function wantedValue({ value }: ManifestObject, rendered: Mapping): Mapping {
  const metadata = mappingAt(value, ['metadata']);
  const namespace = metadata['namespace'] ?? valueAt(rendered, ['metadata', 'namespace']);
  return { ...value, metadata: { ...metadata, ...(namespace === undefined ? {} : { namespace }) } };
}

function mapping(value: unknown): Mapping {
  return mappingAt(value, []);
}
