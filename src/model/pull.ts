import * as z from 'zod';

import { ImageRepository, Registry } from './image-reference';
import { ObjectName } from './names';

/** How the image gets to a node. */
export const Pull = z.strictObject({
  registry: Registry.optional().describe('Where the image is here. Default: that of the platform.'),
  repository: ImageRepository.optional().describe('Repository of the image here. Default: `image` of the service.'),
  policy: z
    .enum(['Always', 'IfNotPresent', 'Never'])
    .optional()
    .describe('When the registry is asked. Default: `IfNotPresent` for a digest, else `Always`.'),
  secrets: z
    .array(ObjectName)
    .optional()
    .describe('Secrets of the namespace with which images are pulled (imagePullSecrets).'),
});
