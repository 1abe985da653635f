import { RoutePath } from './names';
import { containerSettings, containersBeside } from './place-containers';
import type { MeshChecks } from './placed-mesh';
import type { Resolved } from './resolve';

/** What the kubelet and Prometheus ask of a meshed placement. */
export interface Checks {
  /** What routes keep apart from requests of callers. */
  readonly routed: readonly MeshChecks[];
  /** Ports where no route can tell a check from a request. */
  readonly unread: readonly string[];
}

/**
 * The checks of a meshed placement that need a word of ours. Linkerd lets the kubelet's HTTP probes through by itself, but only to
 * a port that has no routes, and a TCP probe is content with a connection; a gRPC probe is a call like any other.
 */
export function placeChecks(resolved: Resolved): Checks {
  const asked = questionsOf(resolved);
  const routed: MeshChecks[] = [];
  const unread: string[] = [];
  for (const { name: port, protocol } of resolved.wants.ports) {
    const here = asked.filter((one) => one.port === port);
    const paths = [...new Set(here.flatMap((one) => (one.kind === 'grpc' ? [] : [one.path])))].sort();
    if (protocol === 'http' && here.some(({ kind }) => kind === 'scrape')) {
      // The API server takes no other path for a route.
      if (paths.every((path) => RoutePath.safeParse(path).success)) routed.push({ port, protocol, paths });
      else unread.push(port);
    } else if (protocol === 'grpc' && here.some(({ kind }) => kind === 'grpc')) routed.push({ port, protocol });
    else if (protocol === 'tcp' && here.length > 0) unread.push(port);
  }
  return { routed, unread };
}

type Question =
  | { readonly kind: 'grpc'; readonly port: string }
  | { readonly kind: 'http' | 'scrape'; readonly port: string; readonly path: string };

function questionsOf(resolved: Resolved): readonly Question[] {
  const { probes, metrics, monitoring } = resolved.settings;
  const all = [
    probes,
    ...containersBeside(resolved).map(({ name, wants }) => containerSettings(resolved, name, wants).probes),
  ].flatMap(({ liveness, readiness, startup }) => [liveness, readiness, ...(startup === undefined ? [] : [startup])]);
  return [
    ...all.flatMap(({ protocol, port, path }): readonly Question[] => {
      if (protocol === 'grpc') return [{ kind: 'grpc', port }];
      return protocol === 'http' || protocol === 'https' ? [{ kind: 'http', port, path: withoutQuery(path) }] : [];
    }),
    ...(monitoring.scrape ? [{ kind: 'scrape', port: metrics.port, path: withoutQuery(metrics.path) } as const] : []),
  ];
}

/** What a route matches of a path that is asked for. @param path @default / */
export function withoutQuery(path = '/'): string {
  return path.split('?', 1)[0] ?? '';
}
