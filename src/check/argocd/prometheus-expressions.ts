import type { ManifestObject, Path } from '../../manifests/manifest';
import { listAt, mappingAt, textAt } from '../../manifests/value-at';
import type { Inventory } from '../inventory';
import { textsIn } from './texts-in';

/** PromQL that asks for Argo CD, and where it is written. */
export interface Expression {
  readonly object: ManifestObject;
  readonly path: Path;
  readonly text: string;
  /** An alert fires as long as its expression has a result. */
  readonly isAlert: boolean;
}

/** A series that an expression asks for, with the labels between its braces. */
export interface Selector {
  readonly series: string;
  readonly labels: readonly string[];
}

/** Expressions of PrometheusRules and of Grafana dashboards in ConfigMaps that name a series of Argo CD. */
export function argocdExpressionsOf(inventory: Inventory): readonly Expression[] {
  return [
    ...inventory.ofKind('PrometheusRule').flatMap(ofRule),
    ...inventory.ofKind('ConfigMap').flatMap(ofDashboard),
  ].filter(({ text }) => /\bargocd_/.test(text));
}

/** Series of Argo CD in an expression. Names in strings are none; what is not closed goes on to the end. */
export function selectorsIn(expression: string): readonly Selector[] {
  const found = expression.matchAll(
    /"(?:[^"\\]|\\[^])*(?:"|\\?$)|'(?:[^'\\]|\\[^])*(?:'|\\?$)|\b(argocd_\w+)\s*(\{(?:"(?:[^"\\]|\\[^])*(?:"|\\?$)|'(?:[^'\\]|\\[^])*(?:'|\\?$)|[^}"'])*(?:\}|$))?/g,
  );
  return [...found].flatMap(([, series, braces]) =>
    series === undefined ? [] : [{ series, labels: braces === undefined ? [] : labelsIn(braces) }],
  );
}

function labelsIn(braces: string): readonly string[] {
  const withoutValues = braces.replaceAll(/"(?:[^"\\]|\\[^])*(?:"|\\?$)|'(?:[^'\\]|\\[^])*(?:'|\\?$)/g, '""');
  return [...withoutValues.matchAll(/(?<!\w)([a-zA-Z_]\w*)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label ?? '');
}

function ofRule(object: ManifestObject): readonly Expression[] {
  return listAt(object.value, ['spec', 'groups']).flatMap((group, groupIndex) =>
    listAt(group, ['rules']).flatMap((rule, index) => {
      const text = textAt(rule, ['expr']);
      const path = ['spec', 'groups', groupIndex, 'rules', index, 'expr'];
      return text === undefined ? [] : [{ object, path, text, isAlert: textAt(rule, ['alert']) !== undefined }];
    }),
  );
}

function ofDashboard(object: ManifestObject): readonly Expression[] {
  return Object.entries(mappingAt(object.value, ['data'])).flatMap(([key, json]) => {
    if (typeof json !== 'string' || !key.endsWith('.json') || !json.includes('argocd_')) return [];
    return [...textsIn(readJson(json))]
      .filter(({ path }) => path.at(-1) === 'expr')
      .map(({ text }) => ({ object, path: ['data', key], text, isAlert: false }));
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Another rule's business.
  }
}
