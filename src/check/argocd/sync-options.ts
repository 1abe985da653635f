/** Sync options of Argo CD 3.2: the values that it takes, and whether an Application or an object says it. */
const options: Readonly<
  Record<string, { readonly values: readonly string[]; readonly of: 'both' | 'Application' | 'object' }>
> = {
  ApplyOutOfSyncOnly: { values: ['true', 'false'], of: 'Application' },
  ClientSideApplyMigration: { values: ['true', 'false'], of: 'both' },
  CreateNamespace: { values: ['true', 'false'], of: 'Application' },
  Delete: { values: ['true', 'false', 'confirm'], of: 'object' },
  FailOnSharedResource: { values: ['true', 'false'], of: 'Application' },
  Force: { values: ['true', 'false'], of: 'object' },
  Prune: { values: ['true', 'false', 'confirm'], of: 'object' },
  PruneLast: { values: ['true', 'false'], of: 'both' },
  PrunePropagationPolicy: { values: ['foreground', 'background', 'orphan'], of: 'Application' },
  Replace: { values: ['true', 'false'], of: 'both' },
  RespectIgnoreDifferences: { values: ['true', 'false'], of: 'Application' },
  ServerSideApply: { values: ['true', 'false'], of: 'both' },
  SkipDryRunOnMissingResource: { values: ['true', 'false'], of: 'both' },
  Validate: { values: ['true', 'false'], of: 'both' },
};

/** Names of the options. */
export const syncOptions: readonly string[] = Object.keys(options);

/** What is wrong with a sync option; undefined when Argo CD reads it. */
export type SyncOptionProblem =
  | { readonly type: 'unknown' }
  | { readonly type: 'value'; readonly values: readonly string[] }
  | { readonly type: 'place'; readonly of: 'Application' | 'object' };

/** Argo CD compares the whole text, so one letter in upper case is another option. */
export function syncOptionProblem(option: string, place: 'Application' | 'object'): SyncOptionProblem | undefined {
  const at = option.indexOf('=');
  const name = at < 0 ? option : option.slice(0, at);
  const known = Object.hasOwn(options, name) ? options[name] : undefined;
  if (known === undefined) return { type: 'unknown' };
  if (at < 0 || !known.values.includes(option.slice(at + 1))) return { type: 'value', values: known.values };
  return known.of === 'both' || known.of === place ? undefined : { type: 'place', of: known.of };
}
