import type { ManifestObject } from '../manifests/manifest';
import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import { collectorAt } from '../model/network';
import { tracingVariables } from '../model/presets';
import { Service } from '../model/service';
import { SettingsLayer } from '../model/settings';
import { membersOfKind, type Group } from './group';
import type { Data } from './note';
import { isOwn } from './own';
import { podTemplateIn } from './pod';

/** Reads the backup that Slipway made of a few words; undefined for a CronJob of somebody else. */
export function backupOf(group: Group): Data | undefined {
  const job = membersOfKind(group, 'CronJob').find(isOwn);
  const claim = membersOfKind(group, 'PersistentVolumeClaim').find(isOwn);
  const container = valueAt(job?.value, ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers', 0]);
  const [, , script, , ...command] = listAt(container, ['command']).map(String);
  // A file is deleted when it is older than so many whole days (find, "-mtime").
  const days = /-mtime \+(\d+)/.exec(script ?? '')?.[1];
  const backup = {
    schedule: textAt(job?.value, ['spec', 'schedule']),
    retentionDays: days === undefined ? undefined : Number(days) + 1,
    size: textAt(claim?.value, ['spec', 'resources', 'requests', 'storage']),
    command,
  };
  return Service.shape.backup.safeParse(backup).success ? backup : undefined;
}

/** Reads the mesh of a service that Slipway rendered. */
export function meshSettings(group: Group): Data {
  if (textAt(podTemplateIn(group.workload), ['metadata', 'annotations', 'linkerd.io/inject']) !== 'enabled') return {};
  const [profile] = membersOfKind(group, 'ServiceProfile');
  const annotations = membersOfKind(group, 'HTTPRoute', 'GRPCRoute').map(({ value }) =>
    mappingAt(value, ['metadata', 'annotations']),
  );
  const said = (name: string): string | undefined => annotations.flatMap((one) => textAt(one, [name]) ?? [])[0];
  const timeout = said('timeout.linkerd.io/request') ?? textAt(profile?.value, ['spec', 'routes', 0, 'timeout']);
  const failures = membersOfKind(group, 'Service').flatMap(
    ({ value }) =>
      textAt(value, ['metadata', 'annotations', 'balancer.linkerd.io/failure-accrual-consecutive-max-failures']) ?? [],
  )[0];
  const mesh = {
    provider: 'linkerd',
    ...(profile === undefined ? {} : { routes: 'service-profile', ...profileOf(profile) }),
    ...(timeout === undefined ? {} : { timeout }),
    // A PodMonitor where nobody installed its kind would fail the whole sync.
    ...(membersOfKind(group, 'PodMonitor').some(isOwn) ? {} : { scrape: false }),
    ...(profile === undefined
      ? { retryLimit: Number(said('retry.linkerd.io/limit') ?? 0), failureAccrual: Number(failures ?? 0) }
      : {}),
  };
  return SettingsLayer.shape.mesh.safeParse(mesh).success ? { mesh } : {};
}

function profileOf({ value }: ManifestObject): Data {
  const retryBudget = valueAt(value, ['spec', 'retryBudget']);
  if (retryBudget === undefined) return {};
  const routes = listAt(value, ['spec', 'routes']).map((route) => ({
    name: valueAt(route, ['name']),
    method: valueAt(route, ['condition', 'method']),
    pathRegex: valueAt(route, ['condition', 'pathRegex']),
    isRetryable: valueAt(route, ['isRetryable']),
  }));
  return { profile: { routes, retryBudget } };
}

/** Turns the variables by which Slipway sends traces into the word for it, when all of them are there. */
export function withTracing(settings: Data, service: string, environment: string): Data {
  const usual = tracingVariables(usualCollector, service, environment);
  const env = mappingAt(settings, ['env']);
  if (!Object.entries(usual).every(([name, value]) => env[name] === value)) return settings;
  const others = Object.fromEntries(Object.entries(env).filter(([name]) => !Object.hasOwn(usual, name)));
  const { env: _, ...rest } = settings;
  return {
    ...rest,
    ...(Object.keys(others).length === 0 ? {} : { env: others }),
    monitoring: { ...mappingAt(settings, ['monitoring']), tracing: true },
  };
}

/** The collector that traces are sent to when they are Slipway's word for it: the platform of an imported catalog names it. */
export const usualCollector = 'http://opentelemetry-collector.opentelemetry.svc:4317';

/** Calls that the words for traces and for the mesh open again. */
export function withoutImplied(egress: readonly Data[], settings: Data): readonly Data[] {
  const { namespace, ports } = collectorAt(usualCollector);
  const isTraced = valueAt(settings, ['monitoring', 'tracing']) === true;
  const isTraces = (one: Data): boolean =>
    one['namespace'] === namespace && listAt(one, ['ports']).every((number) => ports.some((port) => port === number));
  return egress.filter(
    (one) => !(isTraced && isTraces(one)) && !(settings['mesh'] !== undefined && one['namespace'] === 'linkerd'),
  );
}
