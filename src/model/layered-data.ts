/** Data that Slipway does not know: values of a chart, settings of extensions. */
export type LayeredData = Readonly<Record<string, unknown>>;

/**
 * Lays data over data: mappings key by key, anything else as a whole. `null` stays: it means something to whoever reads it, as
 * to Helm, which then takes its own default away.
 */
export function layData(...layers: readonly (LayeredData | undefined)[]): LayeredData {
  return layers.reduce<LayeredData>((below, layer) => (layer === undefined ? below : laid(below, layer)), {});
}

function laid(below: LayeredData, layer: LayeredData): LayeredData {
  const result: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(layer)) {
    const under = Object.hasOwn(below, key) ? below[key] : undefined;
    // A key such as "__proto__" would be no key of what is returned.
    Object.defineProperty(result, key, {
      value: isData(value) ? laid(isData(under) ? under : {}, value) : value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return result;
}

/** Whether data has keys below it. */
export function isData(value: unknown): value is LayeredData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
