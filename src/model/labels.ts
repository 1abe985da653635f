import type { Sync } from './environment';
import type { Platform } from './platform';
import type { Strings } from './peer';
import type { Resolved } from './resolve';
import { labelOfVariants } from './variants';

const instanceLabel = 'app.kubernetes.io/instance';

/** How the portal marks what it manages, by provider. */
const portalLabels = { port: { 'managed-by': 'port-io' } } as const;

/**
 * Labels of every object of a placement: the recommended ones (Kubernetes, "Recommended Labels") and those by which
 * people and tools of the platform look things up. None of them changes with a release.
 */
export function objectLabels(platform: Platform, resolved: Resolved): Strings {
  const { service, environment, wants } = resolved;
  return {
    app: service,
    env: environment,
    team: wants.team,
    tier: wants.tier,
    'app.kubernetes.io/component': wants.tier,
    // The name, so that scanners which compare it with metadata.name agree; the namespace tells environments apart.
    'app.kubernetes.io/instance': service,
    'app.kubernetes.io/managed-by': 'slipway',
    'app.kubernetes.io/name': service,
    'app.kubernetes.io/part-of': wants.system ?? service,
    ...(platform.portal === undefined ? {} : portalLabels[platform.portal.provider]),
  };
}

/** Names of the labels that Slipway writes itself, whatever the portal is. */
export const slipwayLabels: ReadonlySet<string> = new Set([
  'app',
  'env',
  'team',
  'tier',
  'version',
  ...Object.values(portalLabels).flatMap((labels) => Object.keys(labels)),
  ...['component', 'instance', 'managed-by', 'name', 'part-of', 'version'].map((name) => `app.kubernetes.io/${name}`),
]);

/**
 * Labels of what runs: the workload and its pods. Only these have the version, so that a release changes one object
 * and a reviewer reads one file.
 *
 * @param selector labels by which the pods are found, which no other label may replace
 */
export function runningLabels(labels: Strings, version: string, selector: Strings = {}): Strings {
  return { ...labels, 'app.kubernetes.io/version': version, version, ...selector };
}

/** Labels by which pods of a name are found. Selectors of workloads are immutable, so nothing that may change is in here. */
export function selectorOf(service: string): Strings {
  return { app: service };
}

/** Labels by which the pods of a placement are found: those that the service says, or those made of its name. */
export function podSelector({ service, wants }: Pick<Resolved, 'service' | 'wants'>): Strings {
  if (wants.selector !== undefined) return wants.selector;
  if (wants.runs === 'variants') return labelOfVariants(service);
  // Nearly all charts follow it (Helm, "Labels and Annotations").
  return wants.chart === undefined ? selectorOf(service) : { [instanceLabel]: wants.chart.releaseName ?? service };
}

/** Labels of an Application of a service. */
export function applicationLabels(platform: Platform, resolved: Resolved): Strings {
  const { service, environment, wants } = resolved;
  return {
    env: environment,
    team: wants.team,
    'app.kubernetes.io/environment': environment,
    'app.kubernetes.io/managed-by': 'slipway',
    'app.kubernetes.io/name': service,
    'app.kubernetes.io/part-of': wants.system ?? service,
    ...(platform.portal === undefined ? {} : portalLabels[platform.portal.provider]),
  };
}

/** Label of an Application: whether the catalog has it synced by itself. What somebody turns off by hand, its spec says and this does not. */
export const syncLabel = 'slipway.dev/sync';

/** What the catalog says of how an Application is synced, as a label of it. */
export function syncLabels({ mode }: Sync): Strings {
  return { [syncLabel]: mode };
}

/** Annotations by which the portal finds the entity of a workload. */
export function entityAnnotations(platform: Platform, service: string): Strings {
  if (platform.portal === undefined) return {};
  return { 'port.io/blueprint': platform.portal.blueprint, 'port.io/entity': service };
}

/** Annotations of an Application: its entity in the portal, where its release came from, and who hears of it. */
export function applicationAnnotations(platform: Platform, resolved: Resolved): Strings {
  const { service, environment, overlay, isRetired } = resolved;
  const { promotedFrom, changeTicket } = overlay.release;
  return {
    ...(platform.portal === undefined ? {} : { 'port.io/entity': service, 'port.io/environment': environment }),
    ...(isRetired ? { 'slipway.dev/retired': 'true' } : {}),
    ...(promotedFrom === undefined ? {} : { 'slipway.dev/promoted-from': promotedFrom }),
    ...(changeTicket === undefined ? {} : { 'slipway.dev/change-ticket': changeTicket }),
    ...subscriptions(platform, resolved),
  };
}

/** Subscriptions as Argo CD Notifications reads them: `notifications.argoproj.io/subscribe.<trigger>.<service>`. */
function subscriptions(platform: Platform, { wants, where }: Resolved): Strings {
  const team = platform.teams[wants.team];
  const recipients = { port: '', slack: team?.slack, email: team?.email, pagerduty: team?.pagerduty };
  const annotations: Record<string, string> = {};
  for (const notifications of [platform.notifications, where.notifications]) {
    for (const [service, triggers] of Object.entries(notifications)) {
      const recipient = Object.entries(recipients).find(([name]) => name === service)?.[1];
      if (recipient === undefined) continue;
      for (const trigger of triggers)
        annotations[`notifications.argoproj.io/subscribe.${trigger}.${service}`] = recipient;
    }
  }
  return annotations;
}
