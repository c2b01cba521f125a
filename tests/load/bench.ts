import { describeFailure } from '#stack/failure.ts';
import { School } from '#tests/e2e/support/school.ts';
import { startStack } from '#tests/harness/stack.ts';
import { authCalls, measureAuth } from './measure-auth.ts';
import type { AuthCall } from './measure-auth.ts';
import { measureJoin } from './measure-join.ts';
import type { JoinFigures } from './measure-join.ts';

interface Row {
  readonly figure: string;
  /** plugNmeet 2.4 on the same kind of machine. */
  readonly plugnmeet: string;
  readonly kelas: string;
  readonly goal: string;
  readonly reached: boolean;
}

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

function print(rows: readonly Row[]): void {
  const table = [['figure', 'plugNmeet 2.4', 'Kelas', 'goal', ''], ...rows.map((row) => [row.figure, row.plugnmeet, row.kelas, row.goal, row.reached ? 'reached' : 'missed'])];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}

/** `npm run bench`: what a person waits for and what a school's software asks for, beside the real plugNmeet's figures. `join` or `auth` measures one of the two. */
async function main(only: string | undefined): Promise<void> {
  const stack = await startStack({ env: { LOG_LEVEL: 'warn' } });
  const school = new School(stack.databaseUrl);
  try {
    const rows: Row[] = [];
    if (only !== 'auth') rows.push(...joinRows(await measureJoin(stack, school)));
    if (only !== 'join') rows.push(...authRows(await measureAuth(stack)));
    print(rows);
  } finally {
    await school.close();
    await stack.stop();
  }
}

try {
  await main(process.argv[2]);
  process.exit(0);
} catch (error) {
  console.error(await describeFailure(error));
  process.exit(1);
}
