import { groupOfApi } from '../../manifests/api-group';
import type { ManifestObject } from '../../manifests/manifest';
import { nearest } from '../../model/nearest';
import { lifecycleStage, type Lifecycles } from '../../manifest-schemas/lifecycle';
import type { Schemas } from '../../manifest-schemas/read-schemas';
import type { KindSchema } from '../../manifest-schemas/schema';
import type { SchemaReport } from './report';

const ownSchemas =
  'if the cluster has it, make schemas of your own cluster: npm run manifest-schemas -- --from-cluster';

/** Groups of files that look like objects, and are for programs: no API server gets them. */
const forPrograms =
  /(^|\.)config\.k8s\.io$|^(audit|kubeadm|imagepolicy|client\.authentication)\.k8s\.io$|^kind\.x-k8s\.io$/;

/**
 * Finds the schema of an object, and says what there is to say of its kind: unknown, gone, deprecated.
 *
 * @returns undefined when there is nothing to check it against
 */
export function knownKind(
  { apiVersion, group, kind }: ManifestObject,
  schemas: Schemas,
  lifecycles: Lifecycles,
  kubernetesVersion: string,
  reports: SchemaReport[],
): KindSchema | undefined {
  if (apiVersion === '' || kind === '') {
    const name = apiVersion === '' ? 'apiVersion' : 'kind';
    reports.push({ rule: 'missing-field', path: [], message: `the object has no "${name}", which is required` });
    return undefined;
  }
  const found = schemas.find(apiVersion, kind);
  if (found === undefined && (forPrograms.test(group) || kind.endsWith('List'))) return undefined;
  const lifecycle = found?.isCustom === true ? undefined : lifecycles[`${apiVersion} ${kind}`];
  const stage = lifecycle === undefined ? 'current' : lifecycleStage(lifecycle, kubernetesVersion);
  const instead = lifecycle?.replacement === undefined ? undefined : `write ${lifecycle.replacement} instead`;
  const title = `${kind} (${apiVersion})`;
  if (stage === 'removed') {
    reports.push({
      rule: 'removed-api',
      path: ['apiVersion'],
      message: `${article(kind)} ${title} does not exist any more: Kubernetes ${lifecycle?.removedIn ?? ''} has removed it`,
      hint: instead ?? 'nothing replaces it',
    });
    return undefined;
  }
  if (stage === 'deprecated' && found?.isOffByDefault !== true) {
    const end = lifecycle?.removedIn === undefined ? '' : `, and will be removed in ${lifecycle.removedIn}`;
    reports.push({
      rule: 'deprecated-api',
      path: ['apiVersion'],
      message: `${article(kind)} ${title} is deprecated since Kubernetes ${lifecycle?.deprecatedIn ?? ''}${end}`,
      ...(instead !== undefined && { hint: instead }),
    });
  }
  if (found === undefined) unknown(apiVersion, kind, schemas, reports);
  else sayOfVersion(found, title, reports);
  return found;
}

function sayOfVersion(
  { deprecationWarning, isOffByDefault }: KindSchema,
  title: string,
  reports: SchemaReport[],
): void {
  if (deprecationWarning !== undefined) {
    reports.push({
      rule: 'deprecated-api',
      path: ['apiVersion'],
      message: `${article(title)} ${title} is deprecated: ${deprecationWarning.replace(/\.$/, '')}`,
    });
  }
  if (isOffByDefault === true) {
    reports.push({
      rule: 'unknown-kind',
      severity: 'warning',
      path: ['apiVersion'],
      message: `${article(title)} ${title} is off by default: an API server takes it only with --runtime-config`,
    });
  }
}

/** Kinds of groups that Kubernetes itself has are all known; a CRD may define any other. */
function unknown(apiVersion: string, kind: string, schemas: Schemas, reports: SchemaReport[]): void {
  const name = `${apiVersion} ${kind}`;
  const meant = nearest(name, schemas.names) ?? schemas.names.find((known) => known.endsWith(` ${kind}`));
  const isBuiltIn = builtInGroups(schemas).has(groupOfApi(apiVersion));
  reports.push({
    rule: 'unknown-kind',
    ...(!isBuiltIn && { severity: 'warning' }),
    path: meant?.startsWith(`${apiVersion} `) === true ? ['kind'] : ['apiVersion'],
    message: isBuiltIn
      ? `${name} is no kind of Kubernetes${schemas.kubernetes === undefined ? '' : ` ${schemas.kubernetes}`}`
      : `${name} is not known, so that nothing in it was checked`,
    hint: [...(meant === undefined ? [] : [`did you mean ${meant}?`]), ownSchemas].join(' '),
  });
}

const groups = new WeakMap<Schemas, ReadonlySet<string>>();

function builtInGroups(schemas: Schemas): ReadonlySet<string> {
  const known =
    groups.get(schemas) ??
    new Set(
      schemas.names
        .map((name) => name.split(' '))
        .filter(([apiVersion = '', kind = '']) => schemas.find(apiVersion, kind)?.isCustom !== true)
        .map(([apiVersion = '']) => groupOfApi(apiVersion)),
    );
  groups.set(schemas, known);
  return known;
}

/** The indefinite article for a kind. */
export function article(kind: string): string {
  return /^([AEIO]|U(?!DP))/.test(kind) ? 'an' : 'a';
}
