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

/** What is another one when Helm or kustomize may make something else of the same files. */
export function identityOfPrograms(tools: RenderTools | undefined): string {
  const identityOf = tools?.programs.identityOf ?? ((): string => '');
  return `helm ${identityOf('helm')} kustomize ${identityOf('kustomize')}`;
}
