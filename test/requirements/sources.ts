import { apmStack } from './apm';
import { blog } from './blog';
import { game } from './game';
import { payments } from './payments';
import type { Requirement } from './row';
import { userService } from './users';

/** A document that says what the platform must do. */
export interface Source {
  /** Ids of its rows begin with it. */
  readonly prefix: string;
  readonly title: string;
  /** Number of its rows, as they were numbered when it was read. */
  readonly count: number;
  readonly rows: readonly Requirement[];
}

/** The five documents, in the order of ids. */
export const sources: readonly Source[] = [
  { prefix: 'R0', title: 'Payment service behind a portal', count: 34, rows: payments },
  { prefix: 'R1', title: 'Blog of three parts', count: 18, rows: blog },
  { prefix: 'R2', title: 'Application performance monitoring', count: 27, rows: apmStack },
  { prefix: 'R3', title: 'User service over gRPC', count: 18, rows: userService },
  { prefix: 'R4', title: 'Nine services of a game', count: 20, rows: game },
];
