// What a suggestion must bring.

declare namespace Suggestions {
  /** In seconds from now, and zeros of the work; null where the one or the other is no way. */
  interface Asked {
    token: string;
    soonest: number;
    wait: number | null;
    bits: number | null;
  }
}
