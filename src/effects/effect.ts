import type { DocumentName } from '../model/catalog';
import type { EffectKind } from '../model/effect-kind';

/** What differs between two catalogs, in meaning. */
export interface Effect {
  readonly kind: EffectKind;
  /** @default - it is about no service */
  readonly service?: string | undefined;
  /**
   * Where it has an effect.
   *
   * @default - everywhere: it is about the platform, or about people; a `setting` or a `service` is seen nowhere
   */
  readonly environment?: string | undefined;
  /** The file of the catalog that says it, or said it. @default - none: the renderer is another one */
  readonly document?: DocumentName | undefined;
  /**
   * Keys in what it is about: the document, or the settings of the placement when all layers are laid (where a setting
   * stands in `defaults` of an environment, too). Empty for all of it.
   */
  readonly path: readonly (string | number)[];
  /** Plain data; undefined for nothing. */
  readonly before: unknown;
  readonly after: unknown;
  /** For people: `release of payment-service in prod: v1.2.0 -> v1.3.0, same digest as in staging`. */
  readonly words: string;
}

/** What a change of a catalog means. */
export interface Effects {
  /** In the order of environment, service, kind and path. */
  readonly effects: readonly Effect[];
  /** Environments whose rendered bytes differ, with the paths that do, in order. */
  readonly renderedPaths: ReadonlyMap<string, readonly string[]>;
}
