// Plans with a date.

declare namespace Commitments {
  /** As a device keeps it. */
  interface Plan {
    uid: string;
    title: string;
    text: string;
    start: string;
    link: string;
    then: string;
    thenPath: string;
    done: boolean;
  }

  /** What the form holds. */
  interface Given {
    step: PageElement;
    own: string;
    cue: string;
    day: string | null;
    at: string | null;
  }
}
