import type { KeptTexts } from '../../src/catalog/render-tools';

/** Keeps texts as long as it is there itself. */
export function keptInMemory(): KeptTexts {
  const texts = new Map<string, string>();
  return {
    get: (name) => texts.get(name),
    put: (name, text) => {
      texts.set(name, text);
    },
  };
}
