// The work that a suggestion may cost: a number with which the hash of the form's token begins with
// enough zeros.

// Bytes at each attempt, as the server hashes them: long ones, for which a browser is not much
// slower than other programs.
const BLOCK = 65536;

/**
 * Returns how many zeros a hash begins with, as bits, of the first 32.
 *
 * @param {ArrayBuffer} hash
 */
function zeros(hash) {
  return Math.clz32(new DataView(hash).getUint32(0));
}

/**
 * Returns the number that was found, as digits; nothing where `goesOn` ended it, or this browser
 * cannot hash, as on a site without https.
 *
 * @param {string} token
 * @param {number} bits
 * @param {() => boolean} goesOn
 */
export async function solve(token, bits, goesOn) {
  if (!crypto.subtle) return "";
  const block = new Uint8Array(BLOCK);
  const words = new TextEncoder();
  for (let nonce = 0; goesOn(); nonce += 1) {
    block.set(words.encode(`${nonce}:${token}`));
    if (zeros(await crypto.subtle.digest("SHA-256", block)) >= bits) return String(nonce);
  }
  return "";
}
