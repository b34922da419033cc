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
  interface Given extends When {
    step: PageElement;
    own: string;
    cue: string;
  }

  /** Empty where nothing was typed, null where it cannot be read. */
  interface When {
    day: string | null;
    at: string | null;
  }

  /** A step of a plan to vote; `before` says until when, in sentences. */
  interface VotingStep extends When {
    step: string;
    words: string;
    before: string[];
    where: string;
  }
}
