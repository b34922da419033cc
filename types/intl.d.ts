// What newer browsers have, and the scripts use where it is there.

declare namespace Intl {
  const Segmenter: (new () => { segment(text: string): Iterable<{ segment: string }> }) | undefined;

  interface DateTimeFormatOptions {
    dateStyle?: "full" | "long" | "medium" | "short";
    timeStyle?: "full" | "long" | "medium" | "short";
  }
}
