import type { Cause } from '../cause';
import { unverifiedImages } from '../image-verification';

export const imagesUnverified: Cause = {
  id: 'images-unverified',
  title:
    'the environment wants signed images only, and the cluster does not verify them, or refuses those that nobody signs',
  find: ({ verification }) =>
    verification === undefined ? [] : unverifiedImages(verification.wanted, verification.cluster, verification.images),
  example: {
    verification: {
      wanted: { verifiedBy: 'sigstore', policies: ['signed-by-ci'] },
      cluster: { webhooks: [], policies: [], namespace: { metadata: { name: 'shop' } } },
      images: [],
    },
  },
};
