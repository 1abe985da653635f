import type { Construct } from 'constructs';

import type * as rollouts from '../../imports/rollouts';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';
import { jobCounters, meshCounters, mostChecks, serviceCounters } from './request-counters';
import type { Check } from './request-counters';

/** Properties of an `AnalysisTemplate`. */
export interface AnalysisTemplateProps extends Identity {
  /** Address of the Prometheus that is asked. */
  readonly prometheusUrl: string;
  /** Who counts the requests: the service, or the proxies of its mesh; or jobs are counted instead. @default 'service' */
  readonly requests?: 'service' | 'mesh' | 'jobs';
  /**
   * What the kubelet and Prometheus ask. Where the service counts it like requests, as much of it as there may be is taken away
   * before a version succeeds.
   *
   * @default - none
   */
  readonly checks?: readonly Check[];
  /** Least share of requests that must succeed, from 0 to 1. @default 0.95 */
  readonly leastSuccessRate?: number;
  /**
   * Number of measurements, one a minute. Before a promotion there must be an end.
   *
   * @default - measures until the rollout is over
   */
  readonly measurements?: number;
}

/**
 * Measures which share of the requests to the pods of a new version succeeds. Its arguments are `service-name`, the Service
 * whose pods are scraped, and `pod-hash`, the hash that Argo Rollouts gives to the pods that are tried: the others would
 * hide what is wrong with these.
 *
 * It reads the proxies of a mesh, or the counters of Spring Boot (Micrometer), of the common HTTP middlewares and of gRPC's.
 * A version of which nothing is known has proved nothing: after three measurements without requests, or with so few that probes
 * and scrapes may have made them, the Rollout pauses, and a person decides.
 */
export class AnalysisTemplate extends Manifest<rollouts.AnalysisTemplate> {
  constructor(scope: Construct, id: string, props: AnalysisTemplateProps) {
    const least = props.leastSuccessRate ?? 0.95;
    super(scope, id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: metadataOf(props, syncWave.monitoring),
      spec: {
        args: [{ name: 'service-name' }, { name: 'pod-hash' }],
        metrics: [
          {
            name: 'success-rate',
            // Until the new pods were scraped twice.
            initialDelay: '1m',
            interval: '1m',
            ...(props.measurements === undefined ? {} : { count: props.measurements }),
            failureLimit: 2,
            inconclusiveLimit: 2,
            // Without requests the result is empty, or 0 / 0: neither condition holds then. An index into an empty result
            // would be an error, and five errors in a row abort the rollout (argoproj/argo-rollouts#1466).
            successCondition: `len(result) > 0 && !isNaN(result[0]) && result[0] >= ${least}`,
            failureCondition: `len(result) > 0 && !isNaN(result[0]) && result[0] < ${least}`,
            provider: { prometheus: { address: props.prometheusUrl, query: successRate(props, least) } },
          },
        ],
      },
    });
  }
}

/** Labels of the pods that are tried: those of the ReplicaSet of this hash. */
const tried = 'pod=~".+-{{args.pod-hash}}-.+"';

// Where all requests fail there is no series of successes; "or vector(0)" makes that 0 instead of no result.
function successRate({ namespace, requests, checks = [] }: AnalysisTemplateProps, least: number): string {
  const { counted, successes } =
    requests === 'mesh'
      ? meshCounters
      : requests === 'jobs'
        ? jobCounters
        : serviceCounters(checks.map(({ path }) => path));
  const of = [...(requests === 'mesh' ? [] : ['service="{{args.service-name}}"']), `namespace="${namespace}"`, tried];
  const succeeded = `(sum(rate(${counted([...of, ...successes])}[2m])) or vector(0))`;
  const all = `sum(rate(${counted(of)}[2m]))`;
  if (requests === 'mesh' || requests === 'jobs' || checks.length === 0) return `${succeeded}\n/\n${all}\n`;
  // It succeeds only if it did without the checks, which all succeed, and fails only if it did with them. Between both the result is
  // empty.
  const asked = mostChecks(checks, of, 2);
  return `(${succeeded} - ${asked})\n/\n(${all} - ${asked} > 0) >= ${least}\nor\n${succeeded}\n/\n${all} < ${least}\n`;
}
