// What every room may use.

declare namespace Hub {
  /** An event of a calendar file, its times in minutes. */
  interface Event {
    uid: string;
    made: Date;
    /** On the visitor's own clock: "2027-03-15T18:30". */
    start: string;
    minutes: number;
    /** Before the start. */
    alarm: number;
    title: string;
    words: string;
    link: string;
    product: string;
  }
}
