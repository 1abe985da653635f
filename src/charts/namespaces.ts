import type { Chart } from 'cdk8s';

import { AllowDns } from '../constructs/allow-dns';
import { DefaultDeny } from '../constructs/default-deny';
import { LimitRange } from '../constructs/limit-range';
import type { Manifest } from '../constructs/manifest';
import { Namespace } from '../constructs/namespace';
import { ResourceQuota } from '../constructs/resource-quota';
import { verifiedNamespaceLabels } from '../model/image-signatures';
import { leastRequest } from '../model/least-request';
import type { Baseline, PlacedNamespace } from '../model/placement';

/** Adds a namespace and what bounds it; returns the objects, the namespace first. */
export function addNamespace(chart: Chart, { labels, dns }: Baseline, placed: PlacedNamespace): readonly Manifest[] {
  const { name, podSecurity, podSecurityVersion, imageVerification, quota, containerLimits } = placed;
  const identity = { name, namespace: name, labels };
  return [
    new Namespace(chart, `namespace-${name}`, {
      name,
      labels: { ...labels, ...(imageVerification && verifiedNamespaceLabels[imageVerification.verifiedBy]) },
      podSecurity,
      podSecurityVersion,
    }),
    new ResourceQuota(chart, `quota-${name}`, { ...identity, ...quota }),
    new LimitRange(chart, `limit-range-${name}`, { ...identity, min: leastRequest, ...containerLimits }),
    new DefaultDeny(chart, `default-deny-${name}`, { ...identity, name: 'default-deny' }),
    new AllowDns(chart, `allow-dns-${name}`, { ...identity, name: 'allow-dns', dns }),
  ];
}
