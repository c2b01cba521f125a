/** The pages people open first: signing in, and a class's link (this one leads nowhere). */
const firstPages = ['/sign-in', '/join/0000000000000000'];

/** Asks for the first pages once, so that the first visitor does not wait for their code to be loaded. */
export async function warmUp(address: string): Promise<void> {
  for (const page of firstPages) {
    const response = await fetch(`${address}${page}`);
    await response.arrayBuffer();
  }
}
