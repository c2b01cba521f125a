import { AckPolicy, DeliverPolicy, jetstreamManager, JetStreamApiError, RetentionPolicy } from '@nats-io/jetstream';
import type { JetStreamManager, StreamConfig } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { participantConsumer, privateSubject, publicSubject, streams, subjectNames, workerConsumer } from '#lib/plugnmeet/subjects.ts';

const hour = nanos(60 * 60 * 1000);
const streamInUse = 10_058;
const consumerExists = 10_148;
const notFound = new Set([10_014, 10_059]);

/** Makes a stream where it is not there yet; one of another version gets this version's settings. */
export async function ensureStream(manager: JetStreamManager, config: Partial<StreamConfig> & { name: string }): Promise<void> {
  try {
    await manager.streams.add(config);
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== streamInUse) throw error;
    await manager.streams.update(config.name, config);
  }
}

/** The consumer all engines take work from. One made by an engine of another version gets this version's settings. */
async function ensureWorkerConsumer(manager: JetStreamManager): Promise<void> {
  // What an engine took and did not finish goes to another one after ack_wait.
  const settings = { ack_wait: nanos(5000), max_deliver: 5, max_ack_pending: 2000 };
  try {
    await manager.consumers.add(streams.worker, { durable_name: workerConsumer, ack_policy: AckPolicy.Explicit, ...settings });
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== consumerExists) throw error;
    await manager.consumers.update(streams.worker, workerConsumer, settings);
  }
}

/** Makes the streams and the consumer the engines share, where they are not there yet (wire §4.2). */
export async function ensureStreams(nats: NatsConnection): Promise<void> {
  const manager = await jetstreamManager(nats);
  await ensureStream(manager, {
    name: streams.room,
    subjects: [`${subjectNames.systemPublic}.>`, `${subjectNames.systemPrivate}.>`],
    retention: RetentionPolicy.Interest,
    max_age: hour,
  });
  await ensureStream(manager, {
    name: streams.worker,
    subjects: [`${subjectNames.systemJsWorker}.*.*`],
    retention: RetentionPolicy.Workqueue,
    max_age: hour,
  });
  await ensureWorkerConsumer(manager);
}

/** Makes and removes the consumers through which participants receive system messages. */
export class ConsumerAdmin {
  readonly #manager: JetStreamManager;

  constructor(manager: JetStreamManager) {
    this.#manager = manager;
  }

  static async open(nats: NatsConnection): Promise<ConsumerAdmin> {
    return new ConsumerAdmin(await jetstreamManager(nats, { checkAPI: false }));
  }

  /** The stream keeps nothing nobody listens for, so this comes before the participant is let in (wire §9.18). */
  async add(roomId: string, userId: string): Promise<void> {
    await this.#manager.consumers.add(streams.room, {
      durable_name: participantConsumer(roomId, userId),
      deliver_policy: DeliverPolicy.New,
      ack_policy: AckPolicy.Explicit,
      filter_subjects: [`${subjectNames.systemPublic}.${roomId}.>`, `${subjectNames.systemPrivate}.${roomId}.${userId}.>`],
      inactive_threshold: hour,
      // Made anew whenever somebody connects, so also after NATS restarted: writing it to disk would only slow down joining.
      mem_storage: true,
    });
  }

  async remove(roomId: string, userId: string): Promise<void> {
    try {
      await this.#manager.consumers.delete(streams.room, participantConsumer(roomId, userId));
    } catch (error) {
      if (!(error instanceof JetStreamApiError) || !notFound.has(error.code)) throw error;
    }
  }

  /** Drops what is still waiting for people of a room that is over. */
  async purgeRoom(roomId: string, userIds: readonly string[]): Promise<void> {
    await this.#manager.streams.purge(streams.room, { filter: publicSubject(roomId) });
    for (const userId of userIds) await this.#manager.streams.purge(streams.room, { filter: privateSubject(roomId, userId) });
  }
}
