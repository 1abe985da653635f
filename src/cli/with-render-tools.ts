import type { RenderTools } from '../catalog/render-tools';
import { extensionsBeside } from './extensions-beside';
import { renderTools } from './render-tools';
import type { Machine } from './render-tools';

/**
 * Does what needs a catalog rendered, with the programs and the extensions that it names, and ends what was started for it. The code
 * of the extensions may run: somebody renders what is his.
 *
 * @param catalog folder that holds `platform.yaml`
 */
export function withRenderTools<Result>(
  catalog: string,
  machine: Machine,
  work: (tools: RenderTools) => Result,
): Result {
  const extensions = extensionsBeside(catalog, machine, true);
  try {
    return work(renderTools(machine, { extensions }));
  } finally {
    extensions?.close?.();
  }
}
