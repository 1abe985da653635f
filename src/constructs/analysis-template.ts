import type { Construct } from 'constructs';

import type * as rollouts from '../../imports/rollouts';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of an `AnalysisTemplate`. */
export interface AnalysisTemplateProps extends Identity {
  /** Address of the Prometheus that is asked. */
  readonly prometheusUrl: string;
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
 * Measures which share of the requests to a Service succeeds, its argument `service-name`.
 *
 * It reads the counters of Spring Boot (Micrometer), of the common HTTP middlewares and of gRPC's. A service that has
 * none of them, or gets no requests, passes: there is nothing that speaks against it.
 */
export class AnalysisTemplate extends Manifest<rollouts.AnalysisTemplate> {
  constructor(scope: Construct, id: string, props: AnalysisTemplateProps) {
    super(scope, id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: metadataOf(props, syncWave.monitoring),
      spec: {
        args: [{ name: 'service-name' }],
        metrics: [
          {
            name: 'success-rate',
            // Until the new pods were scraped twice.
            initialDelay: '1m',
            interval: '1m',
            ...(props.measurements === undefined ? {} : { count: props.measurements }),
            failureLimit: 2,
            // Without requests the result is empty, or 0 / 0; an index into an empty result is an error, and five
            // errors in a row abort the rollout (argoproj/argo-rollouts#1466).
            successCondition: `len(result) == 0 || isNaN(result[0]) || result[0] >= ${props.leastSuccessRate ?? 0.95}`,
            provider: { prometheus: { address: props.prometheusUrl, query: successRate(props.namespace) } },
          },
        ],
      },
    });
  }
}

// Where all requests fail there is no series of successes; "or vector(0)" makes that 0 instead of no result.
function successRate(namespace: string): string {
  const requests = [
    '__name__=~"http_server_requests_seconds_count|http_requests_total|grpc_server_handled_total"',
    `namespace="${namespace}"`,
    'service="{{args.service-name}}"',
  ];
  const successes = [
    ...requests,
    'status!~"5.."',
    'code!~"5.."',
    'grpc_code!~"Unknown|DeadlineExceeded|Internal|Unavailable|DataLoss"',
  ];
  return `(sum(rate({${successes.join(', ')}}[2m])) or vector(0))\n/\nsum(rate({${requests.join(', ')}}[2m]))\n`;
}
