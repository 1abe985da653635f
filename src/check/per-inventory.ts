import type { Inventory } from './inventory';

/** The same function, which makes its answer once for each inventory: many rules ask for it, and objects do not change. */
export function perInventory<Value>(make: (inventory: Inventory) => Value): (inventory: Inventory) => Value {
  const memory = new WeakMap<Inventory, { readonly made: Value }>();
  return (inventory) => {
    const known = memory.get(inventory) ?? { made: make(inventory) };
    memory.set(inventory, known);
    return known.made;
  };
}
