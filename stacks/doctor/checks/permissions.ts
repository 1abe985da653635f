import * as z from 'zod';

import { groupBy } from '../../../src/model/group-by';
import type { Discovery } from '../discovery';
import { groupOf } from '../discovery';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';
import { inTurns } from '../in-turns';
import type { KubernetesApi } from '../kubernetes-api';
import type { KindRef, Plan } from '../plan';
import type { LiveRelease } from '../releases';

/** What `pulumi up` does with an object: it reads, makes, applies, deletes, and waits for it. */
const verbs = ['get', 'list', 'watch', 'create', 'patch', 'delete'] as const;

/** What charts have, for releases that nobody has looked into yet: those in their namespace, and those of the cluster. */
const inNamespace = kindsOf('apps/v1', 'Deployment').concat(
  kindsOf('v1', 'ConfigMap', 'Service', 'ServiceAccount'),
  kindsOf('rbac.authorization.k8s.io/v1', 'Role', 'RoleBinding'),
);
const ofCluster = kindsOf('rbac.authorization.k8s.io/v1', 'ClusterRole', 'ClusterRoleBinding').concat(
  kindsOf('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
);

/** A question to the API server. */
interface Question {
  readonly group: string;
  readonly resource: string;
  readonly namespace: string | undefined;
}

const Review = z.looseObject({ status: z.looseObject({ allowed: z.boolean() }) });

/**
 * Whether whoever asks may do what `pulumi up` does, for every kind that the program and its releases make. The API server
 * itself answers (`SelfSubjectAccessReview`), so it holds for every way of giving rights.
 */
export async function checkPermissions(
  api: KubernetesApi,
  discovery: Discovery,
  plan: Pick<Plan, 'objects' | 'releases'>,
  live: readonly LiveRelease[],
): Promise<readonly Symptom[]> {
  if (await mayDo(api, { group: '*', resource: '*', namespace: undefined }, '*')) return [];
  const questions = await questionsFor(discovery, plan, live);
  const answers = await inTurns(questions, async (question) => ({
    ...question,
    missing: (await mayDo(api, question, '*')) ? [] : await missingVerbs(api, question),
  }));
  const refused = answers.filter(({ missing }) => missing.length > 0);
  const alike = groupBy(refused, ({ namespace, missing }) => `${namespace ?? ''} ${missing.join(', ')}`);
  return [...alike.values()].map(refusal);
}

async function missingVerbs(api: KubernetesApi, question: Question): Promise<readonly string[]> {
  const allowed = await Promise.all(verbs.map(async (verb) => await mayDo(api, question, verb)));
  return verbs.filter((_, index) => allowed[index] === false);
}

async function questionsFor(
  discovery: Discovery,
  { objects, releases }: Pick<Plan, 'objects' | 'releases'>,
  live: readonly LiveRelease[],
): Promise<readonly Question[]> {
  const wanted = [
    ...objects,
    // Helm writes each revision into a Secret.
    ...releases.map(({ namespace }) => ({ apiVersion: 'v1', kind: 'Secret', namespace })),
    ...live.flatMap(({ namespace, objects }) =>
      objects.map(({ apiVersion, kind, metadata }) => ({
        apiVersion,
        kind,
        namespace: metadata.namespace ?? namespace,
      })),
    ),
    ...releases
      .filter(({ name }) => live.every((one) => one.name !== name))
      .flatMap(({ namespace }) => [
        ...inNamespace.map((ref) => ({ ...ref, namespace })),
        ...ofCluster.map((ref) => ({ ...ref, namespace: undefined })),
      ]),
  ];
  const questions = new Map<string, Question>();
  for (const { apiVersion, kind, namespace } of wanted) {
    const served = await discovery.kind({ apiVersion, kind });
    const question = {
      group: groupOf(apiVersion),
      // A kind that a chart brings is not served before; its plural is the usual one.
      resource: served?.resource ?? `${kind.toLowerCase()}s`,
      namespace: served?.isNamespaced === false ? undefined : namespace,
    };
    questions.set(`${question.namespace ?? ''}/${question.group}/${question.resource}`, question);
  }
  return [...questions].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, question]) => question);
}

async function mayDo(api: KubernetesApi, question: Question, verb: string): Promise<boolean> {
  const review = await api.ask({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: { ...question, verb } },
    },
  });
  return Review.parse(review).status.allowed;
}

function refusal(questions: readonly (Question & { readonly missing: readonly string[] })[]): Symptom {
  const [first] = questions;
  const namespace = first?.namespace;
  const kinds = questions.map(({ group, resource }) => (group === '' ? resource : `${resource}.${group}`));
  const where = namespace === undefined ? 'of the whole cluster' : `in the namespace "${namespace}"`;
  const inside = namespace === undefined ? '' : ` -n ${namespace}`;
  return wrong(
    'permissions',
    `${where} this user may not ${first?.missing.join(', ') ?? ''} ${kinds.join(', ')}`,
    `ask whoever keeps the cluster; "kubectl auth can-i ${first?.missing[0] ?? ''} ${kinds[0] ?? ''}${inside}" says "yes" then`,
  );
}

function kindsOf(apiVersion: string, ...kinds: readonly string[]): readonly KindRef[] {
  return kinds.map((kind) => ({ apiVersion, kind }));
}
