import type { Cause } from '../cause';
import { claimPending } from './claim-pending';
import { crashLoop } from './crash-loop';
import { hookFailed } from './hook-failed';
import { imagePull } from './image-pull';
import { imagesUnverified } from './images-unverified';
import { livenessProbe } from './liveness-probe';
import { notCompared } from './not-compared';
import { notDetected } from './not-detected';
import { notSynced } from './not-synced';
import { outOfMemory } from './out-of-memory';
import { podsRefused } from './pods-refused';
import { quota } from './quota';
import { readinessProbe } from './readiness-probe';
import { refusedByPolicy } from './refused-by-policy';
import { rolloutWaits } from './rollout-waits';
import { rolloutsPlugin } from './rollouts-plugin';
import { secretMissing } from './secret-missing';
import { stuckProgressing } from './stuck-progressing';
import { syncFailed } from './sync-failed';
import { unschedulable } from './unschedulable';

/** Every cause, in the order in which a release meets them: what comes first hides what comes later. */
export const causes: readonly Cause[] = [
  notDetected,
  notCompared,
  refusedByPolicy,
  quota,
  hookFailed,
  syncFailed,
  rolloutsPlugin,
  podsRefused,
  claimPending,
  unschedulable,
  secretMissing,
  imagePull,
  outOfMemory,
  livenessProbe,
  crashLoop,
  readinessProbe,
  rolloutWaits,
  notSynced,
  stuckProgressing,
  // It keeps nothing from running: what runs may be what nobody has signed.
  imagesUnverified,
];
