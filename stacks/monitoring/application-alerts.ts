import { syncLabel } from '../../src/model/labels';
import type { Alert } from '../../src/constructs/prometheus-rule';

/** Labels of Applications that Argo CD has to export, since alerts ask for them: `--metrics-application-labels`. */
export const exportedLabels: readonly string[] = [syncLabel];

/**
 * Alerts about Applications: what Argo CD Notifications tells at once to the owners of a service, these tell later to the owners
 * of the platform, when it lasts.
 */
export function applicationAlerts(): readonly Alert[] {
  return [syncStuck, deliveryStuck, syncFailed, outOfSync, waiting, degraded, unknown, progressing, autoSyncOff];
}

// Argo CD, `util/metrics/metrics.go`: whatever Prometheus takes in no name of a label is "_".
const syncLabelOfMetric = `label_${syncLabel.replaceAll(/[^a-zA-Z0-9_]/g, '_')}`;

const about = '{{ $labels.name }}';

/** Names of the Applications that everything else in an environment comes from, also behind the prefix of a catalog. */
const namesOfDelivery = '(.+-)?(root|baseline|bootstrap)-.+';
const ofDelivery = `name=~"${namesOfDelivery}"`;

const syncStuck: Alert = {
  name: 'ArgoCdSyncStuck',
  // A sync that fails is tried again until its cause is mended, and is no failed one as long as that goes on.
  expression: applicationsWith(`operation="sync", name!~"${namesOfDelivery}"`),
  for: '15m',
  severity: 'warning',
  summary: `${about} has been syncing for 15 minutes`,
  description: 'It fails again and again, or waits for pods that do not come. What Git says does not run there yet.',
  runbook:
    `argocd app get ${about} has the message: mend what it names, and it goes on by itself within a minute. ` +
    `If it waits for something that never comes: argocd app terminate-op ${about}, then argocd app sync ${about}.`,
};

const deliveryStuck: Alert = {
  name: 'ArgoCdDeliveryStuck',
  expression: `${applicationsWith(`operation="sync", ${ofDelivery}`)} or ${applicationsWith(`sync_status="Unknown", ${ofDelivery}`)}`,
  for: '10m',
  severity: 'critical',
  summary: `${about} is stuck, and with it whatever is new in its environment`,
  description:
    'Services that run go on, and take their commits. Nothing is made or removed, and no right or freeze changes.',
  runbook:
    `argocd app get ${about} has the message: mend what it names, and it goes on by itself within a minute. ` +
    `If it does not: argocd app terminate-op ${about}, then argocd app sync ${about}.`,
};

const syncFailed: Alert = {
  name: 'ArgoCdSyncFailed',
  expression: failedSyncs(),
  for: '0m',
  severity: 'warning',
  summary: `${about} could not be synced, and is not tried again`,
  description:
    'Somebody has synced it or ended its sync. Argo CD does not try the same commit again by itself after that.',
  runbook: `argocd app get ${about} has the message; mend what it names, then argocd app sync ${about}.`,
};

// A counter is born with its first failure, and increase() sees no increase in a series that was not there before.
function failedSyncs(): string {
  const sum = (of: string) => `sum by (namespace, name, project) (${of})`;
  const failed = 'argocd_app_sync_total{phase=~"Error|Failed", dry_run="false"}';
  return `${sum(`increase(${failed}[10m])`)} > 0 or ${sum(failed)} unless ${sum(`${failed} offset 10m`)}`;
}

const outOfSync: Alert = {
  name: 'ArgoCdOutOfSync',
  expression: applicationsWith('sync_status="OutOfSync", autosync_enabled="true"'),
  for: '30m',
  severity: 'warning',
  summary: `${about} differs from Git, and does not mend itself`,
  description: 'It is synced automatically, so a difference of 30 minutes is a sync that fails, or two that fight.',
  runbook: `argocd app diff ${about}: a field that comes back has another owner; say so in ignoreDifferences or take it out of Git.`,
};

const waiting: Alert = {
  name: 'ArgoCdNotSynced',
  expression: applicationsWith('sync_status="OutOfSync", autosync_enabled="false"'),
  // A change that was agreed to is synced within minutes, by a person or by the controller.
  for: '4h',
  severity: 'warning',
  summary: `${about} has differed from Git for hours, and nobody has synced it`,
  description:
    'Either a change waits for a person, or somebody has changed the cluster by hand. Argo CD puts nothing back here.',
  runbook: `argocd app diff ${about}: if the difference is what Git has got, sync it; if Git has not changed, somebody changed the cluster: say it in Git, or sync to put it back.`,
};

const degraded: Alert = {
  name: 'ArgoCdDegraded',
  expression: applicationsWith('health_status="Degraded"'),
  for: '15m',
  severity: 'warning',
  summary: `${about} is degraded`,
  description: 'Something that it consists of does not work, for 15 minutes by now.',
  runbook: `argocd app get ${about} names the object; if it began with a release, roll back.`,
};

const unknown: Alert = {
  name: 'ArgoCdSyncUnknown',
  expression: applicationsWith('sync_status="Unknown"'),
  for: '15m',
  severity: 'warning',
  summary: `${about} cannot be compared with Git`,
  description: 'Argo CD could not read its folder or its cluster, so neither commits nor drift are seen.',
  runbook: `argocd app get ${about} has the conditions: a folder that is gone, a repository that cannot be read, a kind that is not known.`,
};

const progressing: Alert = {
  name: 'ArgoCdProgressing',
  expression: applicationsWith('health_status="Progressing"'),
  for: '1h',
  severity: 'warning',
  summary: `${about} has been rolling out for an hour`,
  description: 'A rollout waits for something that does not come: a pod that never is ready, an address, a person.',
  runbook: `argocd app get ${about} names the object; then its events. A paused Rollout waits for "promote" or "abort".`,
};

const autoSyncOff: Alert = {
  name: 'ArgoCdAutoSyncOff',
  // Environment, system, service or overlay may turn it off in the catalog; the label says what came of all of them.
  expression: `${applicationsWith('autosync_enabled="false"')} and on (namespace, name) argocd_app_labels{${syncLabelOfMetric}="automatic"}`,
  for: '12h',
  severity: 'warning',
  summary: `${about} does not apply commits any more`,
  description: 'The catalog says that it does. Somebody turned it off by hand, and may have forgotten.',
  runbook: `kubectl describe application ${about} shows who changed it; sync the root Application to turn it on again.`,
};

// Each change of any status makes another series, which would begin to wait anew: only what is asked for may count.
function applicationsWith(labels: string): string {
  return `max by (namespace, name, project) (argocd_app_info{${labels}}) == 1`;
}
