import { createHash } from 'node:crypto';
import { dirname, join, relative, sep } from 'node:path';

import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { Delivery } from '../../delivery/delivery';
import type { Asker } from '../../delivery/plan-request';
import type { RepositoryPlaces } from '../../delivery/head';
import { GitWriter } from '../../gitops/git-writer';
import { ownRepository, type OwnRepository } from '../../gitops/own-repository';
import { isIgnored } from '../../gitops/work-tree';
import type { ExtensionDoor } from '../../model/extension-door';
import { Refusal } from '../../model/refusal';
import { cacheFolder } from '../cache-place';
import type { Context } from '../context';
import { isShipped, type CatalogPlace } from '../find-catalog';
import { renderTools } from '../render-tools';
import { askTicket } from './ask-ticket';
import { signingOf, type SigningKeys } from './signing';
import { trustedExtensions } from './trusted-extensions';

/** What every command that changes something is told. */
export interface DeliveryPlace extends SigningKeys {
  readonly place: CatalogPlace;
  /** Address of the repository. @default - `origin` of the repository around the catalog */
  readonly remote: string | undefined;
}

/** A delivery, and whoever uses it. */
export interface OpenDelivery {
  readonly delivery: Delivery;
  readonly writer: GitWriter;
  readonly places: RepositoryPlaces;
  /** Root of the work tree around the catalog. */
  readonly root: string;
  readonly asker: Asker;
  readonly now: () => string;
  /** Whether there is a key that signs. */
  readonly isSigning: boolean;
}

/**
 * Opens the repository of a catalog: what is decided stands on the remote's branch, whatever the working folder has.
 *
 * @throws Refusal when there is no repository, remote or key
 */
export async function withDelivery<Result>(
  { place, remote, ...keys }: DeliveryPlace,
  context: Context,
  work: (open: OpenDelivery) => Promise<Result>,
): Promise<Result> {
  refuseExamples(place, context);
  const own = await ownRepository(place.catalog, context.variables);
  const address = remote ?? own.remote;
  if (address === undefined)
    throw new Refusal(
      `the Git repository around "${place.catalog}" has no remote "origin", and what is asked for is judged by the branch there, also with --edit; add one (git remote add origin URL), name one with --remote, or make one of what is committed here: git clone --bare . ../gitops.git`,
      'usage',
    );
  const { catalog } = loadCatalog(folderSource(place.catalog));
  const { publicLine, seal, commits } = signingOf(keys, own, catalog, context);
  const writer = await GitWriter.open({
    remote: address,
    branch: catalog.platform.repository.branch,
    folder: cloneOf(address, context),
    committer: { name: 'Slipway', email: 'slipway@localhost' },
    signer: commits,
    variables: context.variables,
  });
  let extensions: ExtensionDoor | undefined;
  try {
    extensions = await trustedExtensions({ catalog: place.catalog, root: own.root, writer }, context);
    const places = { ...placesOf(place, own), tools: renderTools(context, { extensions }) };
    const now = (): string => context.clock().toISOString();
    const delivery = new Delivery({ writer, places, now, version: context.version, seal, askTicket });
    return await work({
      delivery,
      writer,
      places,
      root: own.root,
      asker: { email: own.email, key: publicLine },
      now,
      isSigning: seal !== undefined,
    });
  } finally {
    extensions?.close?.();
    await writer.close();
  }
}

/** Where the clone of a repository lies. @param address as Git has it */
export function cloneOf(address: string, context: Context): string {
  return join(cacheFolder(context), 'clones', createHash('sha256').update(address).digest('hex').slice(0, 16));
}

/**
 * What comes with Slipway is there to look at, and so is what nobody will ever commit: the repository around it is another one's,
 * and would be asked for a catalog that it does not have.
 */
function refuseExamples({ catalog, out }: CatalogPlace, { packageRoot }: Context): void {
  const isExample = isShipped(catalog, packageRoot) && out !== dirname(catalog);
  if (!isExample && !isIgnored(catalog)) return;
  const why = isExample
    ? 'comes with Slipway, which is no repository that Argo CD reads'
    : 'is left out by the Git repository around it, so no commit can have it';
  throw new Refusal(
    `the catalog "${catalog}" ${why}; go to a clone of your own repository ("slipway init DIR" makes one), or try changes in the ` +
      'one that "slipway play" makes',
    'usage',
  );
}

function placesOf({ catalog, out }: CatalogPlace, { prefix }: OwnRepository): RepositoryPlaces {
  const below = relative(out, catalog).split(sep).join('/');
  if (below.startsWith('..') || below === '')
    throw new Refusal(`the catalog "${catalog}" does not lie below the root of its tree "${out}"`, 'usage');
  // The prefix is that of the catalog's folder.
  const root = prefix === below ? '' : prefix.slice(0, -below.length - 1);
  return { catalog: prefix, root };
}
