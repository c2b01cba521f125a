'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';

const announceEvery = 250;
const floor = -60;

/** How loud the microphone hears one. Draws each frame without rendering. */
export function LevelMeter({ track }: { track: MediaStreamTrack | null }) {
  const t = useTranslations('devices');
  const meter = useRef<HTMLMeterElement>(null);
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!track) return undefined;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 512;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let frame = 0;
    let shown = 0;
    let announced = 0;
    const draw = (time: number): void => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
      const decibels = power > 0 ? 10 * Math.log10(power) : floor;
      const level = Math.min(1, Math.max(0, (decibels - floor) / -floor));
      shown = Math.max(level, shown * 0.9);
      if (bar.current) bar.current.style.transform = `scaleX(${shown.toFixed(3)})`;
      if (time - announced > announceEvery) {
        announced = time;
        announce(meter.current, Math.round(shown * 100));
      }
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => {
      cancelAnimationFrame(frame);
      void context.close();
    };
  }, [track]);
  return (
    <div className="h-2 overflow-hidden rounded-full bg-line">
      <meter ref={meter} aria-label={t('level')} min={0} max={100} className="sr-only" />
      <span ref={bar} aria-hidden className="block h-full origin-left scale-x-0 rounded-full bg-accent rtl:origin-right" />
    </div>
  );
}

function announce(meter: HTMLMeterElement | null, percent: number): void {
  if (!meter) return;
  meter.value = percent;
  meter.setAttribute('aria-valuenow', String(percent));
}
