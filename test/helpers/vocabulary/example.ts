import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import { aCatalogFolder } from '../a-catalog';
import { renderedTexts } from '../rendered-texts';

/** Something that a team needs to say, as it says it in the small catalog. */
export interface VocabularyExample {
  /** What it says, for people. */
  readonly says: string;
  /** Files that differ from those of the small catalog. */
  readonly files: Readonly<Record<string, string>>;
  /** Rules of `slipway check` that find it, besides those that find the small catalog as it is. @default - none */
  readonly findings?: readonly string[];
}

/** What an example becomes, by path. */
export function renderingOfExample({ files }: Pick<VocabularyExample, 'files'>): ReadonlyMap<string, string> {
  return renderedTexts(loadCatalog(folderSource(aCatalogFolder(files))).catalog);
}

/** An example of one service: `service.yaml` of "web". */
export function ofService(says: string, text: string, more: Partial<VocabularyExample> = {}): VocabularyExample {
  return { says, ...more, files: { 'services/web/service.yaml': `team: web-team\n${text}`, ...more.files } };
}
