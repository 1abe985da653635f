import { textAt } from '../manifests/value-at';
import type { Case } from './case';
import type { Ailment } from './cause';
import { causes } from './causes';
import { applicationIn } from './facts';

/** Why a service does not run. */
export interface ServiceDiagnosis {
  /** What Argo CD says of it: health and sync, in its words. */
  readonly health: string;
  readonly sync: string;
  readonly findings: readonly (Ailment & { readonly cause: string })[];
  /** What could not be asked. */
  readonly gaps: readonly string[];
}

/** Looks for every cause in a case. Equal findings, such as those of five pods of one release, are one. */
export function diagnose(one: Case): ServiceDiagnosis {
  const application = applicationIn(one);
  const found = one.isRetired
    ? []
    : causes.flatMap((cause) => cause.find(one).map((finding) => ({ cause: cause.id, ...finding })));
  return {
    health: textAt(application, ['status', 'health', 'status']) ?? 'Unknown',
    sync: textAt(application, ['status', 'sync', 'status']) ?? 'Unknown',
    findings: onePerKind(found),
    gaps: one.gaps,
  };
}

function onePerKind(findings: ServiceDiagnosis['findings']): ServiceDiagnosis['findings'] {
  const byKind = new Map<string, ServiceDiagnosis['findings'][number]>();
  for (const finding of findings) {
    const key = `${finding.cause} ${withoutPodNames(finding.what)}`;
    if (!byKind.has(key)) byKind.set(key, finding);
  }
  return [...byKind.values()];
}

// web-7d4b9c6f5d-x2x4z and web-7d4b9c6f5d-k8s9d have the same trouble.
function withoutPodNames(what: string): string {
  return what.replaceAll(/-[a-z0-9]{5,10}(-[a-z0-9]{5})?(?=[":])/g, '');
}
