/**
 * The least that a container may ask for: it stops nobody but whoever forgot a unit, since `memory: 128` is 128 bytes. The
 * LimitRange of each namespace says it, and a law keeps defaults above it.
 */
export const leastRequest = { cpu: '1m', memory: '1Mi' } as const;
