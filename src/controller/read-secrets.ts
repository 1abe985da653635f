import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { Refusal } from '../model/refusal';

/** A token of Argo CD, and the environments that its cluster has. */
export interface ArgoCdToken {
  readonly token: string;
  /** Empty for all of them. */
  readonly environments: readonly string[];
}

/** What the controller has to keep to itself. */
export interface ControllerSecrets {
  /** Secrets by which the portal signs. */
  readonly portalWebhook: readonly string[];
  readonly argocd: readonly ArgoCdToken[];
  /** How it signs in to the portal's API. @default - it does not: who asks is only claimed, and no status is told */
  readonly portalClient?: { readonly id: string; readonly secret: string } | undefined;
  /** Token of Argo CD's API. @default - syncs are asked for without one */
  readonly argocdApi?: string | undefined;
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

/**
 * Reads secrets, one a file. A file may have two lines while one secret follows another. Tokens of further Argo CDs are
 * `argocd-webhook-token-<name>`; behind a token may stand the environments of its cluster: `TOKEN dev,staging`.
 *
 * @throws Refusal with everything that is missing or too short, and no secret in it
 */
export function readSecrets(folder: string): ControllerSecrets {
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
    .filter((name) => name.startsWith(secretFiles.argocd))
    .flatMap(lines)
    .map(tokenOf);
  const faults = [
    ...(portalWebhook.length === 0
      ? [`${secretFiles.portalWebhook}: is missing or empty, so that no call can be believed`]
      : []),
    ...(portalWebhook.length > 2
      ? [`${secretFiles.portalWebhook}: has ${portalWebhook.length} lines; two are for a change`]
      : []),
    ...(argocd.length === 0 ? [`${secretFiles.argocd}: is missing or empty, so that no event can be believed`] : []),
    ...(argocd.some(({ token }) => token.length < shortestToken)
      ? [`${secretFiles.argocd}: a token is shorter than ${shortestToken} characters`]
      : []),
    ...((id === undefined) === (secret === undefined)
      ? []
      : [`${secretFiles.portalClientId} and ${secretFiles.portalClientSecret}: one is there without the other`]),
  ];
  if (faults.length > 0) throw new Refusal([`secrets in "${folder}" cannot be used:`, ...faults].join('\n'), 'usage');
  return {
    portalWebhook,
    argocd,
    portalClient: id === undefined || secret === undefined ? undefined : { id, secret },
    argocdApi: lines(secretFiles.argocdApi)[0],
    noticeUrl: lines(secretFiles.noticeUrl)[0],
  };
}

/** Texts that must be in nothing that leaves the process. */
export function secretTexts({
  portalWebhook,
  argocd,
  argocdApi,
  portalClient,
  noticeUrl,
}: ControllerSecrets): readonly string[] {
  return [
    ...portalWebhook,
    ...argocd.map(({ token }) => token),
    ...(portalClient === undefined ? [] : [portalClient.secret]),
    ...(argocdApi === undefined ? [] : [argocdApi]),
    ...(noticeUrl === undefined ? [] : [noticeUrl]),
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
