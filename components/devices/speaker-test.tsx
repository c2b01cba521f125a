'use client';

import { Volume2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';

const notes = [523.25, 659.25, 783.99];
const noteSeconds = 0.22;

/** Plays three notes on the chosen speaker. */
export function SpeakerTest({ deviceId }: { deviceId: string | undefined }) {
  const t = useTranslations('devices');
  const [playing, setPlaying] = useState(false);
  const play = async (): Promise<void> => {
    setPlaying(true);
    await playNotes(deviceId).catch(() => undefined);
    setPlaying(false);
  };
  return (
    <Button size="sm" icon={<Volume2 aria-hidden className="size-4" />} onClick={() => void play()}>
      {playing ? t('playing') : t('testSpeaker')}
    </Button>
  );
}

async function playNotes(deviceId: string | undefined): Promise<void> {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const audio = new Audio();
  audio.srcObject = output.stream;
  // Not every browser lets a page choose the speaker; the default one then plays.
  if (deviceId && 'setSinkId' in audio) await audio.setSinkId(deviceId).catch(() => undefined);
  await audio.play();
  const end = notes.length * noteSeconds;
  for (const [index, frequency] of notes.entries()) {
    const tone = new OscillatorNode(context, { frequency });
    const volume = new GainNode(context, { gain: 0 });
    const start = context.currentTime + index * noteSeconds;
    volume.gain.setTargetAtTime(0.3, start, 0.01);
    volume.gain.setTargetAtTime(0, start + noteSeconds * 0.7, 0.04);
    tone.connect(volume).connect(output);
    tone.start(start);
    tone.stop(start + noteSeconds);
  }
  await new Promise((resolve) => {
    setTimeout(resolve, (end + 0.3) * 1000);
  });
  audio.pause();
  await context.close();
}
