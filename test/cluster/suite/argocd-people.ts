import * as z from 'zod';

import { argocdNamespace } from '../harness/argo-cd';
import type { Cluster } from '../harness/cluster';
import { until } from '../harness/until';

const Token = z.looseObject({ token: z.string().min(1) });
const InitialSecret = z.looseObject({ data: z.looseObject({ password: z.string() }) });

/** Somebody who has an account of Argo CD. */
export interface ArgoCdAccount {
  readonly name: string;
  /** What he may do, as a policy says it (Argo CD, "RBAC Configuration"): resource, action and object. */
  readonly rights: readonly string[];
}

/**
 * Makes accounts of an Argo CD where people sign in, as its documentation tells: in its ConfigMaps, and a token of its API for each.
 *
 * @returns tokens by name
 */
export async function argocdPeople(
  { client, argocd = '' }: Cluster,
  accounts: readonly ArgoCdAccount[],
): Promise<ReadonlyMap<string, string>> {
  const lines = accounts.flatMap(({ name, rights }) => [
    ...rights.map((right) => `p, role:${name}, ${right}, allow`),
    `g, ${name}, role:${name}`,
  ]);
  const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', namespace: argocdNamespace, name });
  await client.patch(configMap('argocd-rbac-cm'), { data: { 'policy.csv': `${lines.join('\n')}\n` } });
  await client.patch(configMap('argocd-cm'), {
    data: Object.fromEntries(accounts.map(({ name }) => [`accounts.${name}`, 'apiKey'])),
  });
  const administrator = await post(`${argocd}/api/v1/session`, undefined, {
    username: 'admin',
    password: await initialPassword(client),
  });
  const tokens = new Map<string, string>();
  for (const { name } of accounts) {
    // It hears of its ConfigMap a moment later.
    const token = await until(`the account ${name}`, async () => {
      try {
        return { token: await post(`${argocd}/api/v1/account/${name}/token`, administrator, { name }) };
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    });
    tokens.set(name, token.token);
  }
  return tokens;
}

async function initialPassword(client: Cluster['client']): Promise<string> {
  const ref = { apiVersion: 'v1', kind: 'Secret', namespace: argocdNamespace, name: 'argocd-initial-admin-secret' };
  const { data } = InitialSecret.parse(await client.get(ref));
  return Buffer.from(data.password, 'base64').toString('utf8');
}

async function post(url: string, token: string | undefined, body: object): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${text}`);
  return Token.parse(JSON.parse(text)).token;
}
