import { cpus } from 'node:os';

/** How busy the machine's processors were since it was last asked, 0 to 1. */
export class ProcessorLoad {
  #busy = 0;
  #total = 0;

  read(): number {
    let busy = 0;
    let total = 0;
    for (const { times } of cpus()) {
      const all = times.user + times.nice + times.sys + times.idle + times.irq;
      total += all;
      busy += all - times.idle;
    }
    const share = total > this.#total ? (busy - this.#busy) / (total - this.#total) : 0;
    this.#busy = busy;
    this.#total = total;
    return Math.min(1, Math.max(0, share));
  }
}
