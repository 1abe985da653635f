import { changeOverlay, type WithOverlay } from '../catalog/change-overlay';
import { editCatalog, type CatalogEdit, type EditedCatalog } from '../catalog/edit';
import { loadCatalogAsync, type LoadedCatalog } from '../catalog/load';
import { effectsOf } from '../effects/effects-of';
import type { Effects } from '../effects/effect';
import { decide } from '../gates/decide';
import type { Decision } from '../gates/decision';
import type { Approval, GateFacts } from '../gates/facts';
import { placeOfOverlay } from '../model/catalog';
import type { DocumentName } from '../model/catalog';
import { refuseToLeave } from '../render/refuse-to-leave';
import type { ChangeSource } from './change-source';
import { credibleVerb } from './credible-verb';
import { digestOf } from './digest-of';
import type { Head } from './head';
import { renderedChange, renderedPlacement, type ChangedFile, type RenderedChange } from './rendered-change';
import type { Sealed } from './sealed';

/** What an edit does on a head, and whether it may. */
export interface JudgedEdit {
  readonly edited: EditedCatalog;
  /** Files of the tree whose bytes become others. Paths start at the root of the tree. */
  readonly rendered: readonly ChangedFile[];
  readonly effects: Effects;
  /** Of what approvals are about: `sha256:` and 64 digits. */
  readonly digest: string;
  readonly decision: Decision;
  /** Answers that are about exactly this. */
  readonly counted: readonly Approval[];
  /** The head that it was judged on. */
  readonly before: Head;
  /** The head with the edit. */
  readonly after: Head;
}

/** What is asked for, and with which facts. */
export interface AskedEdit {
  readonly edit: CatalogEdit;
  readonly request: Sealed;
  readonly facts: Omit<GateFacts, 'approvals'>;
  readonly approvals: readonly Approval[];
}

/**
 * Makes an edit on a head, in memory, and decides: what it changes is found from the two catalogs and from the bytes that
 * are rendered, whoever made it. Approvals of another digest are not shown to the gates.
 *
 * @returns undefined when nothing changes
 * @throws InputError when it cannot be made, or the catalog would not be valid
 */
export async function judgeEdit(
  head: Head,
  { edit, request, facts, approvals }: AskedEdit,
): Promise<JudgedEdit | undefined> {
  const edited = await editedOn(head, edit);
  if (!edited.isChanged) return undefined;
  const source = head.source.with(edited);
  const local = localEdit(head, source, edited);
  const loaded =
    local?.loaded ?? (await loadCatalogAsync(source, head.loaded.parsed, head.loaded.hash, head.loaded.tools));
  const names: ReadonlySet<DocumentName> = new Set([...edited.texts.keys(), ...edited.deleted]);
  const { files, pathsByEnvironment } = render(head, loaded, names, local);
  const effects = effectsOf(head.loaded.catalog, loaded.catalog, pathsByEnvironment);
  const changed = [
    ...[...names].map((name) => head.fileChange(head.catalogPath(name), edited.texts.get(name))),
    ...files.map(({ path, content }) => head.fileChange(head.treePath(path), content)),
  ];
  const digest = digestOf(head.loaded.catalog, effects, changed, request);
  const counted = approvals.filter(({ of }) => of === digest);
  const verb = credibleVerb(facts.verb, effects);
  const decision = decide(head.loaded.catalog, effects, { ...facts, verb, approvals: counted });
  const after = head.with({ source, loaded, edited, files, isLocal: local !== undefined });
  return { edited, rendered: files, effects, digest, decision, counted, before: head, after };
}

/** The texts that an edit makes of the catalog of a head. @throws InputError when it cannot be made */
export async function editedOn(head: Head, edit: CatalogEdit): Promise<EditedCatalog> {
  const texts = await head.source.textsOf([...edit.keys()]);
  return editCatalog(edit, (document) => texts.get(document), head.source.name);
}

/** Most changes are releases of one service in one environment, which nobody else sees. */
function localEdit(head: Head, source: ChangeSource, { texts, deleted }: EditedCatalog): WithOverlay | undefined {
  const [[document, text] = []] = texts;
  if (texts.size !== 1 || deleted.length > 0 || document === undefined || text === undefined) return undefined;
  const place = placeOfOverlay(document);
  if (place === undefined) return undefined;
  return changeOverlay(head.loaded, { ...place, document, text, identity: source.identityOf(document) });
}

function render(
  head: Head,
  loaded: LoadedCatalog,
  names: ReadonlySet<DocumentName>,
  local: WithOverlay | undefined,
): RenderedChange {
  if (local !== undefined) return renderedPlacement(head.calls, local.resolved, head);
  const change = renderedChange(head.loaded, loaded, names, head);
  const removed = change.files.flatMap(({ path, content }) => (content === undefined ? [path] : []));
  refuseToLeave(removed, loaded.catalog, head.source.name);
  return change;
}
