import { findCalls } from './calls';
import { decidingLayer } from './layers';
import type { Resolved } from './resolve';

/** A caller that gets nothing of what a meshed service says of its calls. */
export interface CallerWithoutProxy {
  readonly caller: string;
  readonly service: string;
  readonly environment: string;
  /** What it goes without: `retries`, `circuit breaking`. */
  readonly loses: readonly string[];
}

/**
 * Finds callers outside the mesh of services that say how they are to be called. Linkerd applies timeouts, retries and circuit breaking
 * in the proxy of the caller, which asks its policy controller: a caller without a proxy has none of it. What nobody has said is
 * missed by nobody.
 */
export function callersWithoutProxy(all: readonly Resolved[]): readonly CallerWithoutProxy[] {
  const calls = findCalls(all);
  return all.flatMap((called) => {
    const loses = called.settings.mesh.provider === 'none' ? [] : saidOfCalls(called);
    if (loses.length === 0) return [];
    const { service, environment } = called;
    return calls
      .to(called)
      .filter(({ from }) => from.settings.mesh.provider === 'none')
      .map(({ from }) => ({ caller: from.service, service, environment, loses }));
  });
}

function saidOfCalls({ settings: { mesh }, layers }: Resolved): readonly string[] {
  const isSaid = (key: string): boolean => {
    const kind = decidingLayer(layers, ['mesh', key])?.kind;
    return kind !== undefined && kind !== 'default' && kind !== 'preset';
  };
  const isByProfile = mesh.routes === 'service-profile';
  const hasRetries = isByProfile
    ? (mesh.profile?.routes ?? []).some(({ isRetryable }) => isRetryable)
    : mesh.retryLimit > 0 && isSaid('retryLimit');
  return [
    ...(hasRetries ? ['retries'] : []),
    // With a ServiceProfile, Linkerd has no circuit breaking.
    ...(mesh.failureAccrual > 0 && !isByProfile && isSaid('failureAccrual') ? ['circuit breaking'] : []),
  ];
}
