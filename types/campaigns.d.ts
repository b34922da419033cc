// Whom a campaign asks, for what.

declare namespace Campaigns {
  interface Spec {
    kinds: string[];
    states: string[];
    named: string[];
    /** The members of each committee, where the campaign asks committees. */
    on_committee: { [committee: string]: string[] } | null;
    stances: { [office: string]: string };
  }

  /** Whether an official is the visitor's own: by a look-up, or as the visitor says. */
  type Represents = "yes" | "no" | "unsure";

  /** How an official is addressed. */
  interface Recipient {
    known: boolean;
    title: string;
    name: string;
    office: string;
    district: string;
    committee: string;
  }

  /** One whom the campaign asks; `place` is where the visitor lives, in words. */
  interface Target {
    seat: Places.Seat;
    card: Officials.Card;
    recipient: Recipient;
    represents: Represents;
    /** True where the visitor was asked that. */
    asked?: boolean;
    place: string;
  }

  /** What a visitor did, as this device keeps it. */
  interface Act {
    id: string;
    on: string;
    campaign: string;
    title: string;
    office: string;
    name: string;
    how: string;
    outcome: string;
    reply: string;
  }

  /** An act to be counted; `made` is in milliseconds. */
  interface Count {
    campaign: string;
    outcome: string;
    token: string;
    made: number;
  }

  /** Where one can go to: an office of staff, or the one in the capitol. */
  type Stop = Pick<
    Places.ContactOffice,
    "address" | "street" | "phone" | "hours" | "opening" | "timezone"
  > & {
    km?: number | null;
  };

  interface Letter {
    text: string;
    request: string;
    own: string;
    level: string;
  }

  /** How a network counts a post. */
  interface NetworkRules {
    longest: number;
    link?: number;
    wide?: boolean;
    short_mentions?: boolean;
  }

  interface OwnRules {
    enough: number;
    run: number;
    marks: string;
  }
}
