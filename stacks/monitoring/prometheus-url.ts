import type { Platform } from '../../src/model/platform';
import { InputError } from '../../src/model/problem';

/**
 * Refuses a catalog that looks for Prometheus elsewhere than where it is installed: releases would be judged by queries that
 * nobody answers, and services would let in nobody who wants to measure them.
 *
 * @throws InputError naming the URL that is right
 */
export function checkPrometheusUrl({ namespace, prometheusUrl }: Platform['monitoring']): void {
  // The operator makes this Service beside every Prometheus, whatever its name.
  const host = `prometheus-operated.${namespace}.svc`;
  const answering = [`http://${host}:9090`, `http://${host}.cluster.local:9090`];
  if (answering.includes(prometheusUrl.replace(/\/$/, ''))) return;
  throw new InputError([
    {
      file: 'catalog/platform.yaml',
      path: ['monitoring', 'prometheusUrl'],
      message: `"${prometheusUrl}" is not the Prometheus that is installed in namespace "${namespace}"`,
      hint: `write ${answering[1]}, or set slipway:install.monitoring to false where Prometheus is somebody else's`,
    },
  ]);
}
