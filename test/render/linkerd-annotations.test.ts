import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';
import * as z from 'zod';

import { synthesize } from '../../src/render/synthesize';
import { aCatalogFolder, overlayYaml, serviceYaml } from '../helpers/a-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';

const Rendered = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ annotations: z.record(z.string(), z.string()).default({}) }),
});

/** One number and one unit, without a sign or a fraction. */
const duration = /^[0-9]+(ms|s|m|h|d)$/;
const upTo = (most: number) => ({ test: (text: string) => /^[0-9]+$/.test(text) && Number(text) <= most });

/**
 * What Linkerd's policy controller reads of an object and tells the proxy of a caller, and which values it takes: edge-26.8.3, that of the
 * charts 2026.8.3, `policy-controller/k8s/index/src/outbound/`. One that it cannot read leaves out the whole route.
 */
const readByLinkerd: Readonly<Record<string, Readonly<Record<string, { test: (text: string) => boolean }>>>> = {
  // index.rs, parse_accrual_config and parse_consecutive_params
  Service: {
    'balancer.linkerd.io/failure-accrual': /^(consecutive|unified)$/,
    'balancer.linkerd.io/failure-accrual-consecutive-max-failures': upTo(2 ** 32 - 1),
  },
  // index.rs, parse_timeouts; index/http.rs, parse_http_retry
  HTTPRoute: {
    'timeout.linkerd.io/request': duration,
    'retry.linkerd.io/limit': upTo(2 ** 16 - 1),
    'retry.linkerd.io/http':
      /^(5xx|gateway-error|[1-5][0-9]{2}(-[1-5][0-9]{2})?)(,(5xx|gateway-error|[1-5][0-9]{2}(-[1-5][0-9]{2})?))*$/,
  },
  // index.rs, parse_timeouts; index/grpc.rs, parse_grpc_retry
  GRPCRoute: {
    'timeout.linkerd.io/request': duration,
    'retry.linkerd.io/limit': upTo(2 ** 16 - 1),
    'retry.linkerd.io/grpc': /^(cancelled|deadline-exceeded|internal|resource-exhausted|unavailable)$/,
  },
};

/** Annotations of a meshed service that are about its calls: `Kind key`, with their values. */
function annotationsOf(mesh: string): ReadonlyMap<string, string> {
  const out = temporaryFolder();
  const service = serviceYaml.replace(
    /ports:[^]*?(?=\n\w|$)/,
    'ports:\n  - { name: http, containerPort: 8080, port: 80 }\n  - { name: grpc, containerPort: 9090, protocol: grpc }',
  );
  const catalog = aCatalogFolder({
    'services/web/service.yaml': `${service.trimEnd()}\nmesh: ${mesh}\n`,
    'services/web/dev.yaml': overlayYaml,
  });
  synthesize({ catalog, out });
  const folder = join(out, 'services/web/overlays/dev');
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => Rendered.safeParse(parse(readFileSync(join(folder, file), 'utf8'))))
      .flatMap(({ data }) =>
        data === undefined
          ? []
          : Object.entries(data.metadata.annotations)
              .filter(([key]) => /^(?:timeout|retry|balancer)\..*linkerd\.io\//.test(key))
              .map(([key, value]) => [`${data.kind} ${key}`, value] as const),
      ),
  );
}

test.each([
  '{ provider: linkerd }',
  '{ provider: linkerd, retryLimit: 10, failureAccrual: 2147483647, timeout: 1m30s }',
  '{ provider: linkerd, retryLimit: 1, failureAccrual: 0, timeout: 99999h }',
  '{ provider: linkerd, retryLimit: 2, failureAccrual: 7, timeout: 1s250ms }',
])('R3-05: all that is said of calls is read by Linkerd, in words that it knows: %s', (mesh) => {
  const annotations = annotationsOf(mesh);

  expect(annotations.size).toBeGreaterThan(1);
  for (const [name, value] of annotations) {
    const [kind = '', key = ''] = name.split(' ');
    expect([name, value, readByLinkerd[kind]?.[key]?.test(value)]).toEqual([name, value, true]);
  }
});

test('retries, their conditions, timeouts and circuit breaking are all among it', () => {
  expect([...annotationsOf('{ provider: linkerd, retryLimit: 2, failureAccrual: 7 }').keys()].toSorted()).toEqual([
    'GRPCRoute retry.linkerd.io/grpc',
    'GRPCRoute retry.linkerd.io/limit',
    'GRPCRoute timeout.linkerd.io/request',
    'HTTPRoute retry.linkerd.io/http',
    'HTTPRoute retry.linkerd.io/limit',
    'HTTPRoute timeout.linkerd.io/request',
    'Service balancer.linkerd.io/failure-accrual',
    'Service balancer.linkerd.io/failure-accrual-consecutive-max-failures',
  ]);
});
