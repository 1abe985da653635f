import { decidingLayer } from './layers';
import type { Resolved } from './resolve';

/** A probe that nobody has said anything of. */
export interface UnsaidProbe {
  /** What a container would be asked, which it may never have heard of: `/health`. */
  readonly asks: string;
  /** The setting that says what to ask: `probes.liveness.path`. */
  readonly setting: string;
}

/**
 * What a probe would ask by default alone. A program that answers nothing there is killed, or never gets traffic: a default is good
 * for a program that is written for it, and a guess for one that is there. Whether a port is open is no guess.
 *
 * @returns undefined where a preset, an environment, the service or its overlay says it, or nothing is asked
 */
export function unsaidProbe(resolved: Resolved, name: 'liveness' | 'readiness'): UnsaidProbe | undefined {
  const { protocol, path } = resolved.settings.probes[name];
  if (protocol !== 'http' && protocol !== 'grpc') return undefined;
  const key = protocol === 'http' ? 'path' : 'protocol';
  if (decidingLayer(resolved.layers, ['probes', name, key])?.kind !== 'default') return undefined;
  return { asks: protocol === 'http' ? path : 'the health service of gRPC', setting: `probes.${name}.${key}` };
}
