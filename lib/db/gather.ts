/** So many are sent on together at most, and so many groups are on their way at once. */
const largest = 32;
const groupsAtOnce = 2;

interface Waiting<In, Out> {
  item: In;
  answer: PromiseWithResolvers<Out>;
}

/**
 * Lets calls that come at the same moment share one round trip: the first goes at once, those that come while it is on its way go together
 * next. `all` answers in the order of its items; when it throws, each of a group is tried alone, so that nobody fails for another's sake.
 */
export function gather<In, Out>(all: (items: readonly In[]) => Promise<readonly Out[]>): (item: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = [];
  let running = 0;

  const send = async (group: readonly Waiting<In, Out>[]): Promise<void> => {
    try {
      const answers = await all(group.map(({ item }) => item));
      for (const [index, { answer }] of group.entries()) {
        const found = answers[index];
        if (found === undefined) answer.reject(new Error('fewer answers than questions'));
        else answer.resolve(found);
      }
    } catch (error) {
      if (group.length === 1) group[0]?.answer.reject(error);
      else for (const one of group) await send([one]);
    }
  };

  const work = async (): Promise<void> => {
    running += 1;
    // What else this turn of the event loop brings comes along.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const group = waiting.slice(0, largest);
      waiting = waiting.slice(largest);
      await send(group);
    }
    running -= 1;
  };

  return (item) => {
    const answer = Promise.withResolvers<Out>();
    waiting.push({ item, answer });
    if (running < groupsAtOnce) void work();
    return answer.promise;
  };
}
