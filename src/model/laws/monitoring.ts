import { documents } from '../catalog';
import type { Breach } from '../catalog';
import type { Platform } from '../platform';
import { tracesUrlOf } from '../presets';
import type { Resolved } from '../resolve';
import { isTried } from '../settings';
import { nameOf, placeOf } from './place-of';

/** What is watched must have something that watches it. */
export function checkMonitoring(resolved: Resolved, platform: Platform): readonly Breach[] {
  return [...collector(resolved, platform), ...measured(resolved)];
}

/** Without a collector a process would send its traces to nobody, and say so in its logs for ever. */
function* collector(resolved: Resolved, platform: Platform): Iterable<Breach> {
  const path = ['monitoring', 'tracing'];
  if (!resolved.settings.monitoring.tracing || tracesUrlOf(platform, resolved.where) !== undefined) return;
  const place = placeOf(resolved, path);
  // An environment that asks this of all its services is one problem, and not one for each of them.
  const { environment } = resolved;
  const who =
    place.document === documents.environment(environment)
      ? `environment "${environment}" sends traces, and has`
      : `${nameOf(resolved, path)} sends traces, and environment "${environment}" has`;
  yield {
    ...place,
    message: `${who} no collector for them`,
    hint: `name one as tracesUrl in ${documents.environment(environment)} or as monitoring.tracesUrl in ${documents.platform}, or set monitoring.tracing to false`,
  };
}

/** An analysis of a service that nobody measures would never have a result. */
function* measured(resolved: Resolved): Iterable<Breach> {
  const { rollout, monitoring, mesh } = resolved.settings;
  // That nothing is there to be measured is said where ports are.
  if (resolved.wants.ports.length === 0) return;
  if (!isTried(rollout) || !rollout.analysis || monitoring.scrape) return;
  // A mesh sees requests, and no jobs.
  if (mesh.provider !== 'none' && mesh.scrape && monitoring.counts === 'requests') return;
  const paths = [
    ['rollout', 'analysis'],
    ['monitoring', 'scrape'],
  ];
  yield {
    ...placeOf(resolved, ...paths),
    message: `${nameOf(resolved, ...paths)} has rollout.analysis, and nobody measures it: monitoring.scrape is false`,
    hint: 'set monitoring.scrape to true, or rollout.analysis to false',
  };
}
