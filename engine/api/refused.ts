/** A call that cannot be done; the text is what clients show or translate (wire §3.1). */
export class Refused extends Error {
  override name = 'Refused';
}
