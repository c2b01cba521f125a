/** Who goes where: participant id → number of the breakout room from 1; 0 stays in the class. */
export type Assignment = ReadonlyMap<string, number>;

/** Deals people out to rooms evenly, in an order nobody can foresee. */
export function dealOut(people: readonly string[], rooms: number, random: () => number = Math.random): Assignment {
  const order = people.map((id) => ({ id, place: random() })).toSorted((a, b) => a.place - b.place);
  return new Map(order.map(({ id }, index) => [id, (index % rooms) + 1]));
}

/** Takes those out of rooms there are no longer, and people who have left. */
export function fitting(assignment: Assignment, people: readonly string[], rooms: number): Assignment {
  return new Map(people.map((id) => {
    const room = assignment.get(id) ?? 0;
    return [id, room <= rooms ? room : 0];
  }));
}
