import { categories, type Category } from './category';
import { afterOf, beforeOf, type ObjectChange, type ObjectId } from './change';
import { riskLevels, type AssessedField, type Consequence, type RiskLevel } from './consequence';
import type { Risk } from './risk';
import { canonical } from './same-value';
import { shownFieldPath } from './shown';

/** Risks that are the same but for names: one to read, and the objects that have it. */
export interface RiskGroup {
  readonly category: Category;
  readonly change: ObjectChange['change'];
  readonly objects: readonly ObjectId[];
  /** Of the first object. */
  readonly fields: readonly AssessedField[];
  /** Of the first object. */
  readonly consequences: readonly Consequence[];
  /** The text of the object that comes or goes, of the first one. */
  readonly example: ObjectChange;
}

/** Groups equal risks, and puts the dangerous first: by category, then by what they do. */
export function groupRisks(risks: readonly Risk[]): readonly RiskGroup[] {
  const groups = new Map<string, { first: Risk; objects: ObjectId[] }>();
  for (const risk of risks) {
    const key = signatureOf(risk);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: risk, objects: [risk.change.id] });
    else group.objects.push(risk.change.id);
  }
  return [...groups.values()]
    .map(({ first, objects }): RiskGroup => {
      const { category, change, fields, consequences } = first;
      return { category, change: change.change, objects, fields, consequences, example: change };
    })
    .sort(
      (a, b) =>
        categories.indexOf(a.category) - categories.indexOf(b.category) ||
        worst(a) - worst(b) ||
        a.fields.length - b.fields.length,
    );
}

/** The worst that a group does; undefined when there is nothing to say. */
export function severityOf({ consequences }: Pick<RiskGroup, 'consequences'>): RiskLevel | undefined {
  return riskLevels.find((severity) => consequences.some((one) => one.severity === severity));
}

function worst(group: RiskGroup): number {
  const severity = severityOf(group);
  return severity === undefined ? riskLevels.length : riskLevels.indexOf(severity);
}

/** Equal for risks that differ in names only: those of the object, its namespace, environment and service. */
function signatureOf({ category, change, fields, consequences }: Risk): string {
  const { kind, group } = change.id;
  const object = afterOf(change) ?? beforeOf(change);
  const sentences = consequences.map((one) => one.text);
  // What goes is read by its name and by what becomes of it: a retired service is one line, not twelve.
  if (change.change === 'removed')
    return `removed ${withoutNames(canonical(sentences), change.id, object?.file ?? '')}`;
  const content =
    change.change === 'changed'
      ? fields.map(({ path, before, after, isOrder }) => [
          shownFieldPath(path),
          valueIn(path.at(-1), before),
          valueIn(path.at(-1), after),
          isOrder,
        ])
      : object?.value;
  const text = canonical([content, sentences]);
  return [category, change.change, group, kind, withoutNames(text, change.id, object?.file ?? '')].join('\n');
}

/** A checksum differs with what it is of, which is a change of its own. */
function valueIn(key: unknown, value: unknown): unknown {
  return typeof key === 'string' && key.startsWith('checksum/') && value !== undefined ? '<checksum>' : value;
}

function withoutNames(text: string, { name, namespace = '', environment }: ObjectId, file: string): string {
  const service = /(?:^|\/)services\/([^/]+)\//.exec(file)?.[1] ?? '';
  const names = [name, service, namespace, environment].filter((one) => one !== '');
  return [...new Set(names)]
    .sort((a, b) => b.length - a.length)
    .reduce(
      (shown, one) =>
        shown.replaceAll(wordPattern(one), `<${one === namespace || one === environment ? 'place' : 'name'}>`),
      text,
    );
}

const patterns = new Map<string, RegExp>();

/** The name as a word of its own: "web" is in "web-config", not in "webhook". */
function wordPattern(name: string): RegExp {
  const known = patterns.get(name);
  if (known !== undefined) return known;
  const pattern = new RegExp(`(?<![A-Za-z0-9])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9])`, 'g');
  patterns.set(name, pattern);
  return pattern;
}
