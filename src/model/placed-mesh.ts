import type { Settings } from './presets';

/** A service that calls this one. */
export interface Dependent {
  readonly service: string;
  readonly namespace: string;
  /** ServiceAccount that its pods run as, by which the mesh knows them. */
  readonly account: string;
  readonly isMeshed: boolean;
}

/** The mesh of a placement. Absent when the service is not meshed. */
export interface Mesh {
  /** `none` of a headless Service: callers ask the mesh about addresses of Services, and it has none. */
  readonly routes: 'gateway-api' | 'service-profile' | 'none';
  /** With one number and one unit. */
  readonly timeout: string;
  readonly retryLimit: number;
  readonly failureAccrual: number;
  /** Whether Prometheus reads the proxies. */
  readonly scrape: boolean;
  readonly profile?: Settings['mesh']['profile'];
  readonly dependents: readonly Dependent[];
  /** Names of the ports that callers outside the mesh reach as a whole: gateway, unmeshed services, backups. */
  readonly openPorts: readonly string[];
  /** Networks from which callers outside the mesh come; none when there are no open ports. */
  readonly openNetworks: readonly string[];
  /** What the kubelet and Prometheus ask of a port, at most once for each port; they are outside the mesh, too. */
  readonly checks: readonly MeshChecks[];
  /** Networks from which they ask; none when they ask nothing. */
  readonly checkNetworks: readonly string[];
}

/** What of a port nobody but the kubelet and Prometheus has to reach: paths, or the health protocol of gRPC. */
export type MeshChecks =
  | { readonly port: string; readonly protocol: 'http'; readonly paths: readonly string[] }
  | { readonly port: string; readonly protocol: 'grpc' };
