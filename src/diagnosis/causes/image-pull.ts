import { documents } from '../../model/catalog';
import type { Cause } from '../cause';
import { containersOf, eventsAbout } from '../facts';

const reasons = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']);

export const imagePull: Cause = {
  id: 'image-pull',
  title: 'the image cannot be pulled',
  find: (one) =>
    containersOf(one)
      .filter(({ waiting }) => waiting !== undefined && reasons.has(waiting.reason))
      .map(({ pod, image, waiting }) => ({
        what: `pod "${pod}" does not get ${image}: ${eventsAbout(one, pod, 'Failed')[0] ?? waiting?.message ?? waiting?.reason}`,
        remedy: `look whether the registry has this tag and digest (release of ${documents.overlay(one.service, one.environment)}), and whether the nodes may read it: "unauthorized" wants a pull secret, "no match for platform" an image for their processors`,
      })),
  example: {
    objects: [
      {
        kind: 'Pod',
        metadata: { name: 'web-5f-x' },
        status: {
          containerStatuses: [
            {
              name: 'web',
              image: 'ghcr.io/your-org/web:v2',
              state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' } },
            },
          ],
        },
      },
    ],
  },
};
