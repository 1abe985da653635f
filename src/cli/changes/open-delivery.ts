import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { Delivery } from '../../delivery/delivery';
import type { Asker } from '../../delivery/plan-request';
import type { RepositoryPlaces } from '../../delivery/head';
import type { Seal } from '../../delivery/sealed';
import { GitWriter } from '../../gitops/git-writer';
import { ownRepository, type OwnRepository } from '../../gitops/own-repository';
import { Refusal } from '../../model/refusal';
import { readSshPrivateKey, sshPublicLine, type SshPrivateKey } from '../../signatures/ssh-key';
import { sshSigner } from '../../signatures/signer';
import { cacheFolder } from '../cache-place';
import type { Context } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { renderTools } from '../render-tools';
import { askTicket } from './ask-ticket';

/** What every command that changes something is told. */
export interface DeliveryPlace {
  readonly place: CatalogPlace;
  /** Address of the repository. @default - `origin` of the repository around the catalog */
  readonly remote: string | undefined;
  /** File of the SSH key that signs. @default - SLIPWAY_KEY, else `user.signingKey` of Git */
  readonly key: string | undefined;
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
  { place, remote, key }: DeliveryPlace,
  context: Context,
  work: (open: OpenDelivery) => Promise<Result>,
): Promise<Result> {
  const own = await ownRepository(place.catalog, context.variables);
  const address = remote ?? own.remote;
  if (address === undefined)
    throw new Refusal(
      `the Git repository around "${place.catalog}" has no remote "origin"; add one, or name one with --remote`,
      'usage',
    );
  const privateKey = keyFor(key, own, context);
  const seal: Seal | undefined =
    privateKey === undefined
      ? undefined
      : async (namespace, text) => await sshSigner(privateKey, namespace).sign(Buffer.from(text));
  const writer = await GitWriter.open({
    remote: address,
    branch: branchOf(place),
    folder: cloneOf(address, context),
    committer: { name: 'Slipway', email: 'slipway@localhost' },
    signer: privateKey === undefined ? undefined : sshSigner(privateKey),
    variables: context.variables,
  });
  try {
    const places = { ...placesOf(place, own), tools: renderTools(context) };
    const now = (): string => context.clock().toISOString();
    const delivery = new Delivery({ writer, places, now, version: context.version, seal, askTicket });
    return await work({
      delivery,
      writer,
      places,
      root: own.root,
      asker: { email: own.email, key: privateKey === undefined ? undefined : sshPublicLine(privateKey.publicKey) },
      now,
      isSigning: seal !== undefined,
    });
  } finally {
    await writer.close();
  }
}

/** Where the clone of a repository lies. @param address as Git has it */
export function cloneOf(address: string, context: Context): string {
  return join(cacheFolder(context), 'clones', createHash('sha256').update(address).digest('hex').slice(0, 16));
}

/** The branch that Argo CD follows, as the catalog at hand says. */
function branchOf({ catalog }: CatalogPlace): string {
  return loadCatalog(folderSource(catalog)).catalog.platform.repository.branch;
}

function placesOf({ catalog, out }: CatalogPlace, { prefix }: OwnRepository): RepositoryPlaces {
  const below = relative(out, catalog).split(sep).join('/');
  if (below.startsWith('..') || below === '')
    throw new Refusal(`the catalog "${catalog}" does not lie below the root of its tree "${out}"`, 'usage');
  // The prefix is that of the catalog's folder.
  const root = prefix === below ? '' : prefix.slice(0, -below.length - 1);
  return { catalog: prefix, root };
}

function keyFor(
  key: string | undefined,
  own: OwnRepository,
  { variables, workingDirectory }: Context,
): SshPrivateKey | undefined {
  const file = key ?? variables['SLIPWAY_KEY'] ?? own.signingKey?.replace(/\.pub$/, '');
  if (file === undefined || file === '') return undefined;
  const path = resolve(workingDirectory, file);
  if (!existsSync(path)) {
    if (key === undefined) return undefined;
    throw new Refusal(`there is no key "${file}"`, 'usage');
  }
  return readSshPrivateKey(readFileSync(path, 'utf8'), file);
}
