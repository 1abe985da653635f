import type { Breach } from '../catalog';
import { decidingLayer } from '../layers';
import { probeKeysByUse } from '../probe';
import { containerSettings, containersBeside } from '../place-containers';
import type { Resolved } from '../resolve';
import { nameOf, placeOf } from './place-of';

const probeNames = ['liveness', 'readiness', 'startup'] as const;

/** A probe has what its way to ask needs, and nothing that it would not look at. */
export function* checkProbes(resolved: Resolved): Iterable<Breach> {
  yield* checkProbesOf(resolved, resolved.settings.probes, []);
  for (const { key, name, wants } of containersBeside(resolved))
    yield* checkProbesOf(resolved, containerSettings(resolved, name, wants).probes, [key, name]);
}

function* checkProbesOf(
  resolved: Resolved,
  probes: Resolved['settings']['probes'],
  prefix: readonly string[],
): Iterable<Breach> {
  const at = [...prefix, 'probes'].join('.');
  for (const name of probeNames) {
    const probe = probes[name];
    if (probe === undefined) continue;
    const { protocol } = probe;
    const path = [...prefix, 'probes', name, 'protocol'];
    if (protocol === 'exec' && probe.command === undefined) {
      yield {
        ...placeOf(resolved, path),
        message: `${nameOf(resolved, path)} has the ${name} probe "exec" without a command`,
        hint: `add ${at}.${name}.command, such as ["/bin/alive"]`,
      };
    }
    for (const [key, protocols] of entries) {
      if (protocols.includes(protocol) || !Object.hasOwn(probe, key)) continue;
      const unused = [...prefix, 'probes', name, key];
      // What a startup probe has of the liveness probe is no word of anybody's.
      const isSaid = decidingLayer(resolved.layers, unused)?.document !== undefined;
      if (!isSaid) continue;
      yield {
        ...placeOf(resolved, unused, path),
        message: `${nameOf(resolved, unused, path)} has ${at}.${name}.${key}, which a probe "${protocol}" does not look at`,
        hint: `it goes with ${at}.${name}.protocol ${protocols.map((one) => `"${one}"`).join(' or ')}; remove one of them`,
      };
    }
  }
}

const entries: readonly (readonly [string, readonly string[]])[] = Object.entries(probeKeysByUse);
