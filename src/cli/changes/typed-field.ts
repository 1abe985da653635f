import type { VerbName } from '../../model/verb-name';

/** How a field of a verb is typed. */
export interface TypedField {
  /** As the verb calls it. */
  readonly name: string;
  /** `--with-settings [PATH...]`; absent where it is a word after the command. */
  readonly flags?: string;
  readonly summary: string;
  readonly typedAs:
    'flag' | 'number' | 'text' | 'texts' | 'pairs' | 'text or pairs' | 'yaml pairs' | 'yaml' | 'flag or texts';
  /** What a shell can offer. */
  readonly values?: 'services' | 'environments' | 'teams' | 'releases' | readonly string[];
}

/** What a verb takes on a command line. `scripts/reference.ts` writes them down, because help must not load every schema. */
export interface TypedVerb {
  readonly name: VerbName;
  readonly summary: string;
  readonly words: readonly (TypedField & { readonly isRequired: boolean; readonly isList: boolean })[];
  readonly options: readonly TypedField[];
  readonly examples: readonly { readonly command: string; readonly summary: string }[];
}
