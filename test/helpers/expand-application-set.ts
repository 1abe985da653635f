import { load } from 'js-yaml';

import type * as argocd from '../../imports/argocd';

/**
 * What Argo CD makes of an ApplicationSet with a list: each string of the template is executed for each element, then
 * the patch is executed and merged (argo-cd, applicationset/controllers/template). Knows `{{ .key }}` and
 * `{{ toJson .key }}`, and fails on anything else, as `missingkey=error` does on a key that is not there.
 */
export function expandApplicationSet({ metadata, spec }: argocd.ApplicationSet): readonly unknown[] {
  const elements = spec.generators.flatMap(({ list }) => list?.elements ?? []);
  return elements.map((element) => {
    const template = execute({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', ...spec.template }, element);
    const patched = merge(template, load(executeText(spec.templatePatch ?? '', element)));
    return withoutEmptyLists(merge(patched, { metadata: { namespace: metadata.namespace } }));
  });
}

function execute(value: unknown, element: unknown): unknown {
  if (typeof value === 'string') return executeText(value, element);
  if (Array.isArray(value)) return value.map((item) => execute(item, element));
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, execute(child, element)]));
}

function executeText(text: string, element: unknown): string {
  return text.replaceAll(/\{\{(.*?)\}\}/g, (_whole, action: string) => {
    const [, toJson, key = ''] = /^ (toJson )?\.(\w+) $/.exec(action) ?? [];
    if (!isMapping(element) || !(key in element)) throw new Error(`map has no entry for key in "{{${action}}}"`);
    return toJson === undefined ? String(element[key]) : JSON.stringify(element[key]);
  });
}

// Maps merge key by key; lists are replaced, because the type of Application names no merge keys.
function merge(value: unknown, patch: unknown): unknown {
  if (!isMapping(value) || !isMapping(patch)) return patch;
  const merged = new Map(Object.entries(value));
  for (const [key, child] of Object.entries(patch)) merged.set(key, merge(merged.get(key), child));
  return Object.fromEntries(merged);
}

// In Go, a list with "omitempty" that is empty is not there.
function withoutEmptyLists(value: unknown): unknown {
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).filter(([, child]) => !(Array.isArray(child) && child.length === 0));
  return Object.fromEntries(entries.map(([key, child]) => [key, withoutEmptyLists(child)]));
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
