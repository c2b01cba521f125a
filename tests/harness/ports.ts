/** Where this process looks for a hundred free ports: runs on one machine at the same time do not look in the same place. */
export const firstPort = 20_000 + (process.pid % 100) * 100;
