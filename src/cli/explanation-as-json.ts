import type { ValueSource } from '../model/explain';
import type { GatedExplanation } from './explanation-as-text';
import type { SourcePlaces } from './source-places';

/** An explanation for programs: every source with file, line and column where there is a file. */
export function explanationAsJson(explanation: GatedExplanation, places: SourcePlaces): object {
  const sourceOf = (source: ValueSource): object => {
    const place = places.find(source);
    const isDefault = place === undefined && source.document !== undefined;
    return isDefault ? { kind: 'default', name: 'default' } : { kind: source.kind, name: source.name, ...place };
  };
  return {
    environment: explanation.environment,
    facts: explanation.facts.map(({ name, value, source }) => ({
      name,
      value,
      ...(source === undefined ? {} : { source: sourceOf(source) }),
    })),
    settings: explanation.settings.map(({ path, value, source, overrides }) => ({
      path,
      value,
      source: sourceOf(source),
      overrides: overrides.map((overridden) => ({ value: overridden.value, source: sourceOf(overridden.source) })),
    })),
    calls: explanation.calls,
    calledBy: explanation.calledBy,
    gates: explanation.gates.map((gate) => ({ ...gate, source: sourceOf(gate.source) })),
  };
}
