import { z } from 'zod';
import { describeFailure } from '#stack/failure.ts';
import { School } from '#tests/e2e/support/school.ts';
import { startStack } from '#tests/harness/stack.ts';
import { authCalls, measureAuth } from './measure-auth.ts';
import type { AuthCall } from './measure-auth.ts';
import { measureCompat } from './measure-compat.ts';
import type { CompatFigure } from './measure-compat.ts';
import { measureEngine } from './measure-engine.ts';
import type { EngineFigures } from './measure-engine.ts';
import { measureStorm } from './measure-storm.ts';
import type { StormFigures } from './measure-storm.ts';
import { measureJoin } from './measure-join.ts';
import { measureRecording } from './measure-recording.ts';
import type { RecordingFigures } from './measure-recording.ts';
import type { JoinFigures } from './measure-join.ts';

interface Row {
  readonly figure: string;
  /** plugNmeet 2.4 on the same kind of machine. */
  readonly plugnmeet: string;
  readonly kelas: string;
  readonly goal: string;
  /** Null: told, without a goal. */
  readonly reached: boolean | null;
}

/** What is measured is what an installation has, not the shorter timings of the tests. */
const usualTimings = { RECONCILE_SECONDS: '20', EMPTY_TIMEOUT_SECONDS: '300' };

const partSchema = z.enum(['join', 'auth', 'engine', 'compat', 'recording']);
type Part = z.output<typeof partSchema>;

const plugnmeetRates: Readonly<Record<AuthCall, number>> = { isRoomActive: 379, getJoinToken: 240, getActiveRoomInfo: 333 };

function joinRows(figures: JoinFigures): Row[] {
  const { weightUsable, weightInRoom, opening, joining, runs } = figures;
  return [
    { figure: 'compressed JavaScript, join page and device check', plugnmeet: '4610 kB', kelas: `${weightUsable.toFixed(0)} kB`, goal: '≤ 180 kB', reached: weightUsable <= 180 },
    { figure: 'compressed JavaScript, at the first remote frame', plugnmeet: '4610 kB', kelas: `${weightInRoom.toFixed(0)} kB`, goal: '≤ 400 kB', reached: weightInRoom <= 400 },
    { figure: `link opened → device check usable (median of ${runs})`, plugnmeet: '2.1–2.6 s', kelas: `${(opening / 1000).toFixed(2)} s`, goal: '≤ 0.70 s', reached: opening <= 700 },
    { figure: `Join clicked → first remote frame (median of ${runs})`, plugnmeet: '0.62–0.81 s', kelas: `${(joining / 1000).toFixed(2)} s`, goal: '≤ 0.45 s', reached: joining <= 450 },
  ];
}

function authRows(rates: Record<AuthCall, number>): Row[] {
  return authCalls.map((call) => {
    const rate = rates[call];
    const theirs = plugnmeetRates[call];
    return { figure: `/auth ${call}, 16 connections`, plugnmeet: `${theirs} /s`, kelas: `${rate.toFixed(0)} /s (${(rate / theirs).toFixed(1)}×)`, goal: `≥ ${3 * theirs} /s`, reached: rate >= 3 * theirs };
  });
}

/** Every call at every number of rooms; goals stand where the issue of speed has one. */
function engineRows({ calls, memory }: EngineFigures): Row[] {
  const alone = new Map(calls.filter(({ rooms }) => rooms === 1).map(({ call, rate }) => [call, rate]));
  const rows = calls.map(({ call, rooms, rate, p50, p99 }): Row => {
    const ratio = rate / (alone.get(call) ?? rate);
    const measured = authCalls.find((name) => name === call);
    const known = measured ? `${plugnmeetRates[measured]} /s` : '';
    return { figure: `${call}, ${rooms} rooms`, plugnmeet: known, kelas: `${rate.toFixed(0)} /s (${ratio.toFixed(2)} of alone), p50 ${p50} ms, p99 ${p99} ms`, goal: '', reached: null };
  });
  return [...rows, ...memory.map(({ rooms, megabytes }): Row => ({ figure: `engine's memory, ${rooms} rooms`, plugnmeet: '', kelas: `${megabytes.toFixed(0)} MB`, goal: '', reached: null }))];
}

/** Beside what a real plugNmeet answers for its cheapest and its dearest simple call. */
function compatRows(figures: readonly CompatFigure[]): Row[] {
  return figures.map(({ call, rate, p99 }): Row => ({ figure: `BigBlueButton ${call}`, plugnmeet: '240–380 /s', kelas: `${rate.toFixed(0)} /s, p99 ${p99} ms`, goal: '≥ 720 /s', reached: rate >= 720 }));
}

function stormRows({ people, refused, joinP99, chatP50, chatP99, lost, doubled, megabytes }: StormFigures): Row[] {
  return [
    { figure: `${people} people join one room in 10 s, refused`, plugnmeet: '', kelas: String(refused), goal: '0', reached: refused === 0 },
    { figure: 'one of them coming in, p99', plugnmeet: '', kelas: `${joinP99.toFixed(0)} ms`, goal: '', reached: null },
    { figure: `chat message to ${people - 1} people, p50`, plugnmeet: '', kelas: `${chatP50.toFixed(0)} ms`, goal: '', reached: null },
    { figure: `chat message to ${people - 1} people, p99`, plugnmeet: '', kelas: `${chatP99.toFixed(0)} ms`, goal: '< 150 ms', reached: chatP99 < 150 },
    { figure: 'chat messages lost, doubled', plugnmeet: '', kelas: `${lost}, ${doubled}`, goal: '0, 0', reached: lost === 0 && doubled === 0 },
    { figure: "engine's memory afterwards", plugnmeet: '', kelas: `${megabytes.toFixed(0)} MB`, goal: '', reached: null },
  ];
}

function recordingRows({ processor, renderSpeed, ready, watchable, seconds, downloads }: RecordingFigures): Row[] {
  return [
    { figure: 'recorder at 720p25, two cameras, of one processor', plugnmeet: '', kelas: `${(processor * 100).toFixed(0)} %`, goal: '', reached: null },
    { figure: 'making the file, seconds of film a second', plugnmeet: '', kelas: `${renderSpeed.toFixed(1)}×`, goal: '≥ 1×', reached: renderSpeed >= 1 },
    { figure: `stop → file ready, of ${seconds.toFixed(0)} s`, plugnmeet: '', kelas: `${(ready / 1000).toFixed(1)} s`, goal: '', reached: null },
    { figure: 'stop → watchable in the portal', plugnmeet: '', kelas: `${(watchable / 1000).toFixed(1)} s`, goal: '', reached: null },
    ...downloads.map(({ streams, portal, plain }): Row => ({ figure: `download, ${streams} at once, beside a plain file server`, plugnmeet: '', kelas: `${portal.toFixed(0)} MB/s of ${plain.toFixed(0)} (${(portal / plain).toFixed(2)})`, goal: '', reached: null })),
  ];
}

function print(rows: readonly Row[]): void {
  const table = [['figure', 'plugNmeet 2.4', 'Kelas', 'goal', ''], ...rows.map((row) => [row.figure, row.plugnmeet, row.kelas, row.goal, row.reached === null ? '' : row.reached ? 'reached' : 'missed'])];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

/** `npm run bench`: what a person waits for and what a school's software asks for, beside the real plugNmeet's figures. One of the parts alone when it is named. */
async function main(only: Part | undefined): Promise<void> {
  const stack = await startStack({ env: { ...usualTimings, LOG_LEVEL: only === 'recording' ? 'info' : 'warn' }, recorder: only === 'recording' });
  const school = new School(stack.databaseUrl);
  try {
    const rows: Row[] = [];
    const wants = (part: Part): boolean => only === undefined || only === part;
    if (wants('join')) rows.push(...joinRows(await measureJoin(stack, school)));
    if (wants('compat')) rows.push(...compatRows(await measureCompat(stack, school)));
    if (wants('auth')) rows.push(...authRows(await measureAuth(stack)));
    if (wants('engine')) rows.push(...stormRows(await measureStorm(stack)), ...engineRows(await measureEngine(stack)));
    // Only alone: a recorder beside the other measurements would slow them down.
    if (only === 'recording') rows.push(...recordingRows(await measureRecording(stack, school)));
    print(rows);
  } finally {
    await school.close();
    await stack.stop();
  }
}

try {
  await main(partSchema.optional().parse(process.argv[2]));
  process.exit(0);
} catch (error) {
  console.error(await describeFailure(error));
  process.exit(1);
}
