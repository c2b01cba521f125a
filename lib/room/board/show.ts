import { ChangeVisibilityResSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import { addNotice } from '../notices.ts';
import type { RoomWires } from '../wires.ts';

/** Puts the whiteboard on everybody's stage, or takes it away (wire §3.2 changeVisibility). */
export async function showWhiteboard({ wires: { link, state } }: { wires: RoomWires }, visible: boolean): Promise<void> {
  try {
    await link.api.command('changeVisibility', ChangeVisibilityResSchema, { roomId: state.room.get()?.roomId ?? '', visibleWhiteBoard: visible });
  } catch {
    addNotice(state.notices, { tone: 'danger', key: 'requestFailed' });
  }
}
