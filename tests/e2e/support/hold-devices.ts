declare global {
  interface Window {
    kelasOpenDevices?: () => void;
  }
}

/** Runs in the page before anything else: camera and microphone open only when told, so that what loads until then can be weighed. */
export function holdDevices(): void {
  const opened = new Promise<void>((settle) => {
    window.kelasOpenDevices = settle;
  });
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    await opened;
    return await open(constraints);
  };
}
