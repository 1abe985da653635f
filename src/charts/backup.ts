import type { Chart } from 'cdk8s';

import { BackupCronJob } from '../constructs/backup-cron-job';
import { syncWave } from '../constructs/identity';
import { lastWave } from '../constructs/last-wave';
import { PersistentVolumeClaim } from '../constructs/persistent-volume-claim';
import type { Placement } from '../model/placement';
import { runtimeOf, volumesBeside } from './pod-of';

/** Adds what backs the data of a placement up, with the service's own image. */
export function addBackup(chart: Chart, placement: Placement): void {
  const { backup, mesh, namespace, storage } = placement;
  if (backup === undefined) return;
  const identity = { name: backup.name, namespace, labels: backup.labels, ...apart, wave: waveOf(placement) };

  new PersistentVolumeClaim(chart, 'backup-volume', {
    ...identity,
    size: backup.size,
    ...(storage[0]?.className === undefined ? {} : { className: storage[0].className }),
  });
  new BackupCronJob(chart, 'backup', {
    ...identity,
    schedule: backup.schedule,
    retentionDays: backup.retentionDays,
    command: backup.command,
    claimName: backup.name,
    pod: {
      ...runtimeOf(placement),
      name: 'backup',
      labels: backup.labels,
      volumes: volumesBeside(placement),
      env: { ...placement.env, SERVICE_HOST: `${placement.serviceName}.${namespace}.svc.cluster.local` },
      // Outside the mesh: before Linkerd 2.20 its proxy outlives the container, and the Job would never be done.
      ...(mesh === undefined ? {} : { annotations: { 'linkerd.io/inject': 'disabled' } }),
    },
  });
}

/**
 * Until the first backup the volume may wait for its pod, and a backup may fail: neither says anything of the release
 * that runs, so they do not count for the health of the Application.
 */
const apart = { annotations: { 'argocd.argoproj.io/ignore-healthcheck': 'true' } } as const;

/**
 * The last wave that the service has. Where nothing lets traffic in it is that of the pods: a wave after it would make each sync
 * wait for a database that does not start, which never ends by itself, and with it the commit that mends it.
 */
function waveOf({ routes, mesh, ports, scale }: Placement): number {
  const hasMeshRoutes =
    mesh?.routes === 'service-profile' ||
    (mesh?.routes === 'gateway-api' && ports.some(({ protocol }) => protocol === 'http' || protocol === 'grpc'));
  const isFollowed = routes.length > 0 || hasMeshRoutes || scale.owner !== 'fixed';
  return isFollowed ? lastWave : syncWave.workload;
}
