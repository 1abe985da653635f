import type { Facts } from './facts';
import type { Note } from './note';

/** Whom services depend on, and what was left out. */
export interface Dependencies {
  readonly byService: ReadonlyMap<string, readonly unknown[]>;
  readonly notes: ReadonlyMap<string, readonly Note[]>;
}

/**
 * Decides whom services depend on. What runs nowhere where its caller runs, and what would close a circle, is left out
 * and said: the catalog refuses both.
 */
export function decideDependencies(byService: ReadonlyMap<string, readonly Facts[]>): Dependencies {
  const decided = new Map<string, Map<string, ReadonlySet<string> | undefined>>();
  const notes = new Map<string, Note[]>();
  const leaveOut = (service: string, text: string, facts: Facts): void => {
    const note: Note = { kind: 'assumed', key: 'dependsOn', text, object: facts.group.workload, path: ['metadata'] };
    notes.set(service, [...(notes.get(service) ?? []), note]);
  };
  const reaches = (from: string, to: string): boolean =>
    from === to || [...(decided.get(from)?.keys() ?? [])].some((next) => reaches(next, to));

  for (const [service, all] of byService) {
    const own = new Map<string, ReadonlySet<string> | undefined>();
    decided.set(service, own);
    for (const facts of all) {
      for (const { service: called, ports } of facts.calls.dependsOn) {
        if (own.has(called)) {
          const before = own.get(called);
          own.set(called, before === undefined || ports === undefined ? undefined : new Set([...before, ...ports]));
          continue;
        }
        const places = new Set(byService.get(called)?.map(({ environment }) => environment));
        const missing = all.find(({ environment }) => !places.has(environment));
        if (missing !== undefined)
          leaveOut(service, `${called} is not in ${missing.environment}, so it is left out of dependsOn`, facts);
        else if (reaches(called, service))
          leaveOut(service, `${called} calls back, and a circle is not sayable, so it is left out of dependsOn`, facts);
        else own.set(called, ports === undefined ? undefined : new Set(ports));
      }
    }
  }
  const shown = new Map(
    [...decided].map(([service, own]) => [
      service,
      [...own]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([called, ports]) => (ports === undefined ? called : { service: called, ports: [...ports] })),
    ]),
  );
  return { byService: shown, notes };
}
