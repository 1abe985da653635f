import { SettingsLayer } from '../settings';

/**
 * Keys of a service or an overlay that change nothing of what it is.
 *
 * @param heard settings that somebody hears
 * @param others keys besides settings that nobody hears
 */
export function unheardKeys(said: object, heard: ReadonlySet<string>, others: readonly string[]): readonly string[] {
  return Object.entries(said).flatMap(([key, value]) => {
    // What is not written is undefined, or the default of the schema.
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) return [];
    return others.includes(key) || (key in SettingsLayer.shape && !heard.has(key)) ? [key] : [];
  });
}
