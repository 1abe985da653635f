import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { Refusal } from '../model/refusal';

/** A token of Argo CD, and the environments that its cluster has. */
export interface ArgoCdToken {
  readonly token: string;
  /** Empty for all of them. */
  readonly environments: readonly string[];
}

/** A token of the API of an Argo CD. */
export interface ArgoCdApiToken extends ArgoCdToken {
  /** @default - that of the Argo CD that has no name */
  readonly name?: string | undefined;
}

/** What the controller has to keep to itself. */
export interface ControllerSecrets {
  /** Secrets by which the portal signs. */
  readonly portalWebhook: readonly string[];
  readonly argocd: readonly ArgoCdToken[];
  /** How it signs in to the portal's API. @default - it does not: who asks is only claimed, and no status is told */
  readonly portalClient?: { readonly id: string; readonly secret: string } | undefined;
  /** Tokens of the APIs of Argo CDs. @default - they are asked without one */
  readonly argocdApis?: readonly ArgoCdApiToken[] | undefined;
  /** Where it tells that something waits; such an address is a secret itself. @default - nowhere */
  readonly noticeUrl?: string | undefined;
}

/** Names of the files: the keys of the Secret that `stacks/` makes. Those of Git are read by whoever commits. */
export const secretFiles = {
  portalWebhook: 'portal-webhook-secret',
  portalClientId: 'portal-client-id',
  portalClientSecret: 'portal-client-secret',
  argocd: 'argocd-webhook-token',
  argocdApi: 'argocd-api-token',
  noticeUrl: 'notice-url',
} as const;

/** A token that Argo CD sends has to be this long: it is all that proves an event. */
const shortestToken = 32;
/** Bytes of what the portal signs with: 192 bits. Whoever guesses it asks for anything, and may try at home, with one call of the portal's. */
const shortestSigning = 24;
/** What others make is as long as they make it. What is shorter than this is no secret, and hiding it would hide every word that has it. */
const shortestHidden = 8;

/**
 * Reads secrets, one a file. A file may have two lines while one secret follows another. Tokens of further Argo CDs are
 * `argocd-webhook-token-<name>` and `argocd-api-token-<name>`; behind a token may stand the environments of its cluster:
 * `TOKEN dev,staging`. Where the APIs of several are asked, they have to.
 *
 * @param apis names of the Argo CDs whose APIs are asked; undefined for the one that has none
 * @throws Refusal with everything that is missing or too short, and no secret in it
 */
export function readSecrets(folder: string, apis: readonly (string | undefined)[] = []): ControllerSecrets {
  const names = namesIn(folder);
  const lines = (name: string): readonly string[] => {
    if (!names.includes(name)) return [];
    return readFileSync(join(folder, name), 'utf8')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  };
  const portalWebhook = lines(secretFiles.portalWebhook);
  const [id] = lines(secretFiles.portalClientId);
  const [secret] = lines(secretFiles.portalClientSecret);
  const argocd = names
    .filter((name) => name === secretFiles.argocd || name.startsWith(`${secretFiles.argocd}-`))
    .flatMap((file) => lines(file).map((line) => ({ file, ...tokenOf(line) })));
  const argocdApis = apis.flatMap((name) =>
    lines(apiFile(name))
      .slice(0, 1)
      .map((line): ArgoCdApiToken => ({ ...(name !== undefined && { name }), ...tokenOf(line) })),
  );
  const noticeUrl = lines(secretFiles.noticeUrl)[0];
  const fromOthers = [
    [secretFiles.portalClientSecret, secret],
    [secretFiles.noticeUrl, noticeUrl],
    ...argocdApis.map(({ name, token }) => [apiFile(name), token] as const),
  ] as const;
  const faults = [
    ...(portalWebhook.length === 0
      ? [`${secretFiles.portalWebhook}: is missing or empty, so that no call can be believed`]
      : []),
    ...(portalWebhook.length > 2
      ? [`${secretFiles.portalWebhook}: has ${portalWebhook.length} lines; two are for a change`]
      : []),
    ...portalWebhook.flatMap((text) => tooShort(secretFiles.portalWebhook, Buffer.byteLength(text), shortestSigning)),
    ...(argocd.length === 0 ? [`${secretFiles.argocd}: is missing or empty, so that no event can be believed`] : []),
    ...argocd.flatMap(({ file, token }) => tooShort(file, Buffer.byteLength(token), shortestToken)),
    ...fromOthers.flatMap(([file, text]) =>
      text === undefined || text.length >= shortestHidden
        ? []
        : [`${file}: has ${text.length} characters, and whoever makes these makes longer ones; copy the whole of it`],
    ),
    ...apiFaults(apis, argocdApis),
    ...((id === undefined) === (secret === undefined)
      ? []
      : [`${secretFiles.portalClientId} and ${secretFiles.portalClientSecret}: one is there without the other`]),
  ];
  if (faults.length > 0) throw new Refusal([`secrets in "${folder}" cannot be used:`, ...faults].join('\n'), 'usage');
  return {
    portalWebhook,
    argocd: argocd.map(({ token, environments }) => ({ token, environments })),
    portalClient: id === undefined || secret === undefined ? undefined : { id, secret },
    ...(argocdApis.length > 0 && { argocdApis }),
    noticeUrl,
  };
}

/** Texts that must be in nothing that leaves the process. */
export function secretTexts({
  portalWebhook,
  argocd,
  argocdApis = [],
  portalClient,
  noticeUrl,
}: ControllerSecrets): readonly string[] {
  return [
    ...portalWebhook,
    ...argocd.map(({ token }) => token),
    ...(portalClient === undefined ? [] : [portalClient.secret]),
    ...argocdApis.map(({ token }) => token),
    ...(noticeUrl === undefined ? [] : [noticeUrl]),
  ];
}

/** @param length in bytes */
function tooShort(file: string, length: number, least: number): readonly string[] {
  if (length >= least) return [];
  return [
    `${file}: has ${length} byte${length === 1 ? '' : 's'}, and could be guessed; at least ${least} are needed: copy the whole of it, or make one with "openssl rand -hex 32"`,
  ];
}

/** The token of an Argo CD. @param name undefined for that of the one that has none */
export function argocdNamed(
  tokens: readonly ArgoCdApiToken[] | undefined,
  name: string | undefined,
): ArgoCdApiToken | undefined {
  return tokens?.find((one) => one.name === name);
}

function apiFile(name: string | undefined): string {
  return name === undefined ? secretFiles.argocdApi : `${secretFiles.argocdApi}-${name}`;
}

/** Where several are asked, each is asked for what its cluster has: of each it has to be known, and of nothing twice. */
function apiFaults(apis: readonly (string | undefined)[], tokens: readonly ArgoCdApiToken[]): readonly string[] {
  const missing = apis.filter(
    (name) => (name !== undefined || apis.length > 1) && argocdNamed(tokens, name) === undefined,
  );
  const endless = apis.length > 1 ? tokens.filter(({ environments }) => environments.length === 0) : [];
  const all = tokens.flatMap(({ name, environments }) => environments.map((environment) => ({ name, environment })));
  const twice = all.flatMap(({ name, environment }, index) => {
    const first = all.findIndex((one) => one.environment === environment);
    return first === index ? [] : [{ environment, files: [apiFile(all[first]?.name), apiFile(name)] }];
  });
  return [
    ...missing.map((name) => `${apiFile(name)}: is missing or empty, and the API of this Argo CD is to be asked`),
    ...endless.map(
      ({ name }) =>
        `${apiFile(name)}: says no environments; where several Argo CDs are asked, those of its cluster stand behind the token: "TOKEN dev,staging"`,
    ),
    ...twice.map(
      ({ environment, files }) => `${files.join(' and ')}: both say "${environment}"; an environment is of one cluster`,
    ),
  ];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    throw new Refusal(`the folder of secrets "${folder}" cannot be read; mount the Secret there`, 'usage');
  }
}

function tokenOf(line: string): ArgoCdToken {
  const [token = '', environments = ''] = line.split(/\s+/);
  return { token, environments: environments.split(',').filter((name) => name !== '') };
}
