import { dependenciesOf } from '../calls';
import { documents, inOrderOfNames } from '../catalog';
import type { Catalog, Breach } from '../catalog';

/** Services must be able to start one after the other, so `dependsOn` has no cycles. Each cycle is reported once, at its first service. */
export function checkCycles(catalog: Catalog): readonly Breach[] {
  const findings: Breach[] = [];
  const finished = new Set<string>();
  for (const [start] of inOrderOfNames(catalog.services)) {
    if (finished.has(start)) continue;
    // A stack of our own: a chain of thousands of services must not end the process.
    const chain: { readonly name: string; readonly next: Iterator<string> }[] = [
      { name: start, next: successors(catalog, start) },
    ];
    const onChain = new Set([start]);
    for (let top = chain.at(-1); top !== undefined; top = chain.at(-1)) {
      const step = top.next.next();
      if (step.done === true) {
        chain.pop();
        onChain.delete(top.name);
        finished.add(top.name);
      } else if (onChain.has(step.value)) {
        const names = chain.map((link) => link.name);
        findings.push(cycleFinding(catalog, names.slice(names.indexOf(step.value))));
      } else if (!finished.has(step.value)) {
        chain.push({ name: step.value, next: successors(catalog, step.value) });
        onChain.add(step.value);
      }
    }
  }
  return findings;
}

function successors(catalog: Catalog, name: string): Iterator<string> {
  const entry = catalog.services.get(name);
  const targets = entry === undefined ? [] : dependenciesOf(entry.service).map((dependency) => dependency.service);
  return targets.filter((target) => target !== name && catalog.services.has(target)).values();
}

function cycleFinding(catalog: Catalog, cycle: readonly string[]): Breach {
  const first = cycle.indexOf([...cycle].sort()[0] ?? '');
  const names = [...cycle.slice(first), ...cycle.slice(0, first)];
  const [name = '', next = names[0] ?? ''] = names;
  const entry = catalog.services.get(name);
  const said = entry === undefined ? undefined : dependenciesOf(entry.service).find(({ service }) => service === next);
  return {
    document: documents.service(name),
    path: said?.path ?? ['dependsOn'],
    message: `services depend on each other in a circle: ${[...names, name].join(' -> ')}`,
    hint: 'remove one of these dependencies',
  };
}
