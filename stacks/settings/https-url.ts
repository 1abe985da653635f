import * as z from 'zod';

/** A URL that begins with "https://". */
export const httpsUrl = z.string().regex(/^https:\/\/[^\s/]\S*$/, 'must be a URL that begins with "https://"');
