import type { Programs } from '../manifests/programs';
import type { ExtensionDoor } from '../model/extension-door';

/** What a catalog may be rendered with, besides itself: programs on this machine, and code of its repository. */
export interface RenderTools {
  /** Helm and kustomize. */
  readonly programs: Programs;
  /** What programs have made before. */
  readonly kept: KeptTexts;
  /** Runs the extensions of the repository. @default - there are none */
  readonly extensions?: ExtensionDoor | undefined;
  /** Is told what was left out on the way. @default - nobody is */
  readonly say?: ((note: string) => void) | undefined;
}

/** Texts by a name of all that they are made of. */
export interface KeptTexts {
  readonly get: (name: string) => string | undefined;
  readonly put: (name: string, text: string) => void;
}

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
