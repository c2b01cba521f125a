import { defineAction } from '#lib/action.ts';
import { addTextTrack, removeTextTrack } from './captions.ts';
import { cutRecording, uncutRecording } from './cut.ts';
import { importPending } from './import.ts';
import {
  cutInput, describeInput, keepInput, positionInput, publishInput, recordingIdInput, recordingIdsInput, removeTextTrackInput, ruleInput, textTrackInput, visibilityInput,
} from './schema.ts';
import { deleteRecordings, describeRecording, keepRecording, publishRecordings, restoreRecordings, retryRecording, savePosition, setRule, setVisibility } from './service.ts';

const manage = { permission: 'recording.manage', limit: 'changeRecording' } as const;

export const describeRecordingAction = defineAction({ name: 'recording.describe', ...manage, input: describeInput, run: describeRecording });
export const publishRecordingsAction = defineAction({ name: 'recording.publish', ...manage, input: publishInput, run: publishRecordings });
export const setVisibilityAction = defineAction({ name: 'recording.setVisibility', ...manage, input: visibilityInput, run: setVisibility });
export const deleteRecordingsAction = defineAction({ name: 'recording.delete', ...manage, input: recordingIdsInput, run: deleteRecordings });
export const restoreRecordingsAction = defineAction({ name: 'recording.restore', ...manage, input: recordingIdsInput, run: restoreRecordings });
export const retryRecordingAction = defineAction({ name: 'recording.retry', ...manage, input: recordingIdInput, run: retryRecording });
export const savePositionAction = defineAction({ name: 'recording.savePosition', permission: 'recording.watch', limit: 'savePosition', input: positionInput, run: savePosition });
export const cutRecordingAction = defineAction({
  name: 'recording.cut',
  ...manage,
  input: cutInput,
  run: async (context, input) => {
    const changed = await cutRecording(context, input);
    importPending();
    return changed;
  },
});
export const uncutRecordingAction = defineAction({ name: 'recording.uncut', ...manage, input: recordingIdInput, run: uncutRecording });
export const addTextTrackAction = defineAction({ name: 'recording.addTextTrack', ...manage, input: textTrackInput, run: addTextTrack });
export const removeTextTrackAction = defineAction({ name: 'recording.removeTextTrack', ...manage, input: removeTextTrackInput, run: removeTextTrack });
export const keepRecordingAction = defineAction({ name: 'recording.keep', ...manage, input: keepInput, run: keepRecording });
export const setRuleAction = defineAction({ name: 'recording.setRule', permission: 'recording.setRule', limit: 'changeRecording', input: ruleInput, run: setRule });
