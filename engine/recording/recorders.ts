import { AckPolicy, jetstream, jetstreamManager, RetentionPolicy } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { KV } from '@nats-io/kv';
import { nanos } from '@nats-io/nats-core';
import type { NatsConnection } from '@nats-io/nats-core';
import { RecorderInfoKeys as Key } from '#generated/proto/plugnmeet/enums_pb.js';
import { ensureStream } from '#engine/signalling/streams.ts';
import { recorderNames } from '#lib/plugnmeet/subjects.ts';

/** A recorder that was not heard of for so long is taken for dead (wire §6.8). */
const deadAfterMilliseconds = 8000;
const infoKey = /^recorder_(.+)-FIELD_(\d)$/u;

/** What a recorder says about itself. */
export interface RecorderInfo {
  id: string;
  maxLimit: number;
  /** Unix ms. */
  lastPing: number;
  cores: number;
  running: number;
  /** Load of its processors, 0 to 1. */
  cpu: number;
}

/** The less the better (wire §6.8). */
function scoreOf({ running, maxLimit, cpu, cores }: RecorderInfo): number {
  return ((0.6 * running) / maxLimit + 0.4 * cpu) * (2 / cores);
}

/** Whether a recorder was heard of lately. */
export function isAlive({ lastPing }: Pick<RecorderInfo, 'lastPing'>, now: number): boolean {
  return now - lastPing <= deadAfterMilliseconds;
}

/** The recorder that has most room for one more task; undefined when none is alive and free. */
export function bestRecorder(recorders: readonly RecorderInfo[], now: number): RecorderInfo | undefined {
  const usable = recorders.filter((recorder) => isAlive(recorder, now) && recorder.cores > 0 && recorder.running < recorder.maxLimit);
  return usable.toSorted((left, right) => scoreOf(left) - scoreOf(right))[0];
}

/** Makes what recorders work with: the bucket they tell about themselves in, and the stream of files to work on. */
export async function openRecorderBucket(nats: NatsConnection): Promise<KV> {
  const manager = await jetstreamManager(nats);
  await ensureStream(manager, { name: recorderNames.jobs, subjects: [recorderNames.jobs], retention: RetentionPolicy.Workqueue });
  await manager.consumers.add(recorderNames.jobs, {
    durable_name: recorderNames.jobsConsumer,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(10 * 60_000),
    max_deliver: 3,
  });
  return await new Kvm(jetstream(nats)).create(recorderNames.infoBucket, { history: 1, allow_direct: true });
}

function readInfo(id: string, fields: ReadonlyMap<number, string>): RecorderInfo {
  const number = (key: Key): number => Number(fields.get(key) ?? 0) || 0;
  return {
    id,
    maxLimit: number(Key.RECORDER_INFO_MAX_LIMIT),
    lastPing: number(Key.RECORDER_INFO_LAST_PING),
    cores: number(Key.RECORDER_INFO_TOTAL_CORES),
    running: number(Key.RECORDER_INFO_CURRENT_PROGRESS),
    cpu: number(Key.RECORDER_INFO_CPU_SCORE),
  };
}

/** What all recorders last said about themselves. */
export async function listRecorders(bucket: KV): Promise<RecorderInfo[]> {
  const found = new Map<string, Map<number, string>>();
  const keys: string[] = [];
  for await (const key of await bucket.keys()) keys.push(key);
  for (const key of keys) {
    const [, id, field] = infoKey.exec(key) ?? [];
    const entry = id === undefined ? null : await bucket.get(key);
    if (id === undefined || entry?.operation !== 'PUT') continue;
    const fields = found.get(id) ?? new Map<number, string>();
    found.set(id, fields.set(Number(field), entry.string()));
  }
  return [...found].map(([id, fields]) => readInfo(id, fields));
}
