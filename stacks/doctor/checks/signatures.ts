import * as z from 'zod';

import { unverifiedImages, verifierKinds } from '../../../src/diagnosis/image-verification';
import type { Discovery } from '../discovery';
import { inTurns } from '../in-turns';
import type { KubernetesApi } from '../kubernetes-api';
import type { PlannedVerification } from '../planned-verification';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';

const List = z.looseObject({ items: z.array(z.record(z.string(), z.unknown())) });

const webhooksPath = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';

/** Whether the cluster verifies signatures of images as its environments say, by the policies that they name. */
export async function checkSignatures(
  api: KubernetesApi,
  discovery: Discovery,
  verifications: readonly PlannedVerification[],
): Promise<readonly Symptom[]> {
  if (verifications.length === 0) return [];
  const webhooks = await itemsAt(api, webhooksPath);
  const found = await inTurns(verifications, async ({ wanted, images }) => {
    const { group, kind } = verifierKinds[wanted.verifiedBy];
    const [version] = await discovery.versionsOf({ apiVersion: `${group}/any`, kind });
    const served =
      version === undefined ? undefined : await discovery.kind({ apiVersion: `${group}/${version}`, kind });
    const policies =
      served === undefined ? undefined : await itemsAt(api, `/apis/${group}/${version}/${served.resource}`);
    // Namespaces are the baseline's: what they lack, "slipway doctor" says of a service.
    return unverifiedImages(wanted, { webhooks, policies, namespace: undefined }, images);
  });
  return found.flat().map(({ what, remedy }) => wrong('signatures', what, remedy));
}

async function itemsAt(api: KubernetesApi, path: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const answer = await api.find(path);
  return answer === undefined ? [] : List.parse(answer).items;
}
