import type * as z from 'zod';

import type { KubernetesObject } from '../../src/constructs/manifest';
import type { Alert } from '../../src/constructs/prometheus-rule';
import type { MeasuredPods } from '../monitoring/pod-monitor';
import type { Flow, Pods } from '../network/flow';
import type { PlatformNamespace } from '../platform-namespace';
import type { ChartText, PublishedChart } from '../published-chart';
import type { SecretPlace } from '../settings/secret-place';

/** The chart of an add-on. */
export interface AddOnChart<Name extends string = string> extends PublishedChart {
  readonly name: Name;
  /** The text of this version. */
  readonly text: ChartText;
}

/** What an add-on is told of its cluster. */
export interface AddOnCluster {
  /** Ports under which the API server listens. */
  readonly apiServerPorts: readonly number[];
  /** @default - Prometheus is not installed */
  readonly prometheus?: Pods | undefined;
  /** Gateways that the environments of the cluster name, and those of parts of the platform. */
  readonly gateways: readonly GatewayPlace[];
  /** Where the stack says which add-ons it has, for what is wrong with it. */
  readonly stackFile: string;
}

/** A Gateway that somebody names. */
export interface GatewayPlace {
  readonly name: string;
  readonly namespace: string;
  /** Where its proxies are said to run. */
  readonly proxyNamespace: string;
  /** Who says so: a file, and a path in it. */
  readonly said: { readonly file: string; readonly path: readonly string[] };
}

/** A Secret that an add-on reads. */
export interface AddOnSecret {
  readonly name: string;
  readonly keys: readonly string[];
  readonly place: SecretPlace;
}

/** An object that says whether an add-on works. */
export interface ReadyObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** @default - it has none */
  readonly namespace?: string;
  readonly name: string;
  /** A condition of its status that is "True", such as Available; or its phase. */
  readonly wanted: { readonly condition: string } | { readonly phase: string };
}

/** An object of a kind that the chart of an add-on brings. */
export interface AddOnObject extends KubernetesObject {
  readonly spec: object;
}

/** What is made of the settings of an add-on. All of it is data: who installs, measures and looks after it walks this. */
export interface AddOnPlan {
  /** Values of its chart. */
  readonly values: object;
  /** What its pods say to whom; everything else is denied. */
  readonly flows: readonly Flow[];
  /** Pods that Prometheus measures. */
  readonly measured: readonly MeasuredPods[];
  readonly alerts: readonly Alert[];
  /** What the doctor looks at. */
  readonly ready: readonly ReadyObject[];
  /** Objects that are made once its chart is installed. @default - none */
  readonly objects?: readonly AddOnObject[];
  /** Secrets in its namespace. @default - none */
  readonly secrets?: readonly AddOnSecret[];
  /** Namespaces besides its own. @default - none */
  readonly namespaces?: readonly PlatformNamespace[];
}

/** Something that a cluster may have besides what the tree needs: a chart, and all that belongs to it. */
export interface AddOn<ChartName extends string = string, Settings = unknown> {
  /** Key of `slipway:addOns`. */
  readonly name: string;
  /** What it is for, in one sentence. */
  readonly summary: string;
  readonly chart: AddOnChart<ChartName>;
  /** Chart of `stacks/charts/` with kinds that must be there before its chart. @default - its chart brings them */
  readonly kinds?: 'envoy-gateway-kinds';
  /** Where its pods run, and what they may do. */
  readonly namespace: PlatformNamespace;
  /** Groups of the API whose kinds its chart brings. */
  readonly groups: readonly string[];
  /** What the stack says of it. To say it is to install it. */
  readonly settings: z.ZodType<Settings>;
  /** @throws InputError when the catalog or the settings cannot work with it */
  plan(settings: Settings, cluster: AddOnCluster): AddOnPlan;
}

/** An add-on, with the types of its settings and of the name of its chart. */
export function addOn<const ChartName extends string, Settings>(
  definition: AddOn<ChartName, Settings>,
): AddOn<ChartName, Settings> {
  return definition;
}
