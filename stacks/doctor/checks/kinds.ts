import { addOns } from '../../add-ons';
import type { Discovery } from '../discovery';
import { groupOf } from '../discovery';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';
import type { KindRef, Plan } from '../plan';
import type { ChartName, OwnChart } from '../../versions';

/** Kinds of Argo CD; what else is of its group is of Argo Rollouts. */
const ofArgoCd = new Set(['Application', 'ApplicationSet', 'AppProject']);

/** The chart that brings the kinds of a group. */
const chartOfGroup: Readonly<Record<string, ChartName | OwnChart>> = {
  'argoproj.io': 'argo-rollouts',
  'external-secrets.io': 'external-secrets',
  'gateway.networking.k8s.io': 'gateway-api',
  'linkerd.io': 'linkerd-crds',
  'monitoring.coreos.com': 'prometheus-operator-crds',
  'policy.linkerd.io': 'linkerd-crds',
  ...Object.fromEntries(addOns.flatMap(({ chart, groups }) => groups.map((group) => [group, chart.name]))),
};

/**
 * Whether the cluster has every kind of the rendered tree and of the program, in the version that they are written in. A kind
 * whose chart is not installed yet is not a finding of its own.
 *
 * @param missing releases that are not there
 */
export async function checkKinds(
  discovery: Discovery,
  { treeKinds, objects }: Pick<Plan, 'objects' | 'treeKinds'>,
  missing: ReadonlySet<string>,
): Promise<readonly Symptom[]> {
  const needed = new Map([...treeKinds, ...objects].map((ref) => [`${ref.apiVersion}/${ref.kind}`, ref]));
  const findings: Symptom[] = [];
  for (const [, ref] of [...needed].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const chart = chartOf(ref);
    if ((await discovery.kind(ref)) !== undefined || (chart !== undefined && missing.has(chart))) continue;
    findings.push(absent(ref, await discovery.versionsOf(ref), chart));
  }
  return findings;
}

function chartOf({ apiVersion, kind }: KindRef): ChartName | OwnChart | undefined {
  return ofArgoCd.has(kind) ? 'argo-cd' : chartOfGroup[groupOf(apiVersion)];
}

/** The chart that brings a definition. @param name such as "httproutes.gateway.networking.k8s.io" */
export function chartOfDefinition(name: string): ChartName | OwnChart | undefined {
  if (/^(?:applications|applicationsets|appprojects)\.argoproj\.io$/.test(name)) return 'argo-cd';
  return chartOfGroup[name.slice(name.indexOf('.') + 1)];
}

function absent(
  { apiVersion, kind }: KindRef,
  served: readonly string[],
  chart: ChartName | OwnChart | undefined,
): Symptom {
  const who = chart === undefined ? 'what brings it' : `the chart ${chart}`;
  if (served.length > 0) {
    const what = `${kind} is needed in ${apiVersion}, and the cluster has it in ${served.join(', ')} only`;
    return wrong('kinds', what, `upgrade ${who}`);
  }
  return wrong('kinds', `the cluster has no ${kind} of ${apiVersion}`, `install ${who}`);
}
