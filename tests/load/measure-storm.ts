import { setTimeout as pause } from 'node:timers/promises';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ChatMessageSchema } from '#generated/proto/plugnmeet/nats_msg_pb.js';
import { inParallel } from '#tests/harness/in-parallel.ts';
import type { TestStack } from '#tests/harness/stack.ts';
import { createRoom, joinToken } from './engine-caller.ts';
import { engineMemory } from './measure-engine.ts';
import { ScriptedPerson } from './scripted-person.ts';

const people = 300;
const stormMilliseconds = 10_000;
const messages = 60;
const betweenMessages = 100;
const roomId = 'storm';

export interface StormFigures {
  readonly people: number;
  /** People who could not come in. */
  readonly refused: number;
  /** Milliseconds from the first step of joining to being in, by the slowest of a hundred. */
  readonly joinP99: number;
  /** Milliseconds from sending a chat message to its arrival at somebody. */
  readonly chatP50: number;
  readonly chatP99: number;
  readonly lost: number;
  readonly doubled: number;
  /** MB of the engine's memory afterwards. */
  readonly megabytes: number;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** What one receiver has of each message: how often, and when it first came. */
class Arrivals {
  readonly #counts = new Map<string, number>();
  readonly #latencies: number[] = [];

  take(key: string, latency: number): void {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count === 1) this.#latencies.push(latency);
  }

  get latencies(): readonly number[] {
    return this.#latencies;
  }

  get arrived(): number {
    return this.#counts.size;
  }

  get doubled(): number {
    return [...this.#counts.values()].filter((count) => count > 1).length;
  }
}

/** Three hundred people come into one room in ten seconds; then one of them writes and everybody reads. */
export async function measureStorm(stack: TestStack): Promise<StormFigures> {
  await createRoom(stack, roomId);
  const ids = Array.from({ length: people }, (_, index) => `person-${index}`);
  const tokens = new Map<string, string>();
  await inParallel(ids, 8, async (id) => void tokens.set(id, await joinToken(stack, roomId, id, id === ids[0])));
  const sentAt = new Map<string, number>();
  const arrivals = new Arrivals();
  const joins: number[] = [];
  const present: ScriptedPerson[] = [];
  let refused = 0;
  const joinOne = async (id: string, index: number): Promise<void> => {
    await pause((index / people) * stormMilliseconds);
    const began = performance.now();
    try {
      const person = await ScriptedPerson.join(stack.engineUrl, tokens.get(id) ?? '', (data) => {
        const message = fromBinary(ChatMessageSchema, data);
        arrivals.take(`${message.id}|${id}`, performance.now() - (sentAt.get(message.id) ?? Number.NaN));
      });
      joins.push(performance.now() - began);
      present[index] = person;
    } catch {
      refused += 1;
    }
  };
  await Promise.all(ids.map(joinOne));
  const [writer] = present;
  if (!writer) throw new Error('The writer could not come in.');
  await pause(2000);
  for (let count = 0; count < messages; count += 1) {
    const id = count.toString(16).padStart(20, '0');
    const message = create(ChatMessageSchema, { id, sentAt: BigInt(Date.now()), fromUserId: 'person-0', fromName: 'person-0', fromAdmin: true, message: `message ${count}` });
    sentAt.set(id, performance.now());
    writer.nats.publish(writer.chatSubject, toBinary(ChatMessageSchema, message));
    await pause(betweenMessages);
  }
  await pause(2000);
  const megabytes = await engineMemory(stack);
  await inParallel(present.filter(Boolean), 20, async (person) => await person.nats.close());
  return {
    people, refused, megabytes,
    joinP99: percentile(joins, 0.99),
    chatP50: percentile(arrivals.latencies, 0.5),
    chatP99: percentile(arrivals.latencies, 0.99),
    lost: messages * (people - refused - 1) - arrivals.arrived,
    doubled: arrivals.doubled,
  };
}
