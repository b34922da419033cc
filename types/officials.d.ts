// Officials in the words of the page.

declare namespace Officials {
  type Parts = import("../src/upstander/officials/static/upstander/officials/seats.js").Parts;

  /** The words that officials/parts.html holds, as officials/queries/words.py makes them. */
  type Words = { [name: string]: any };

  /** What of those a rule needs that says a sentence. */
  interface Says {
    words: Words;
    language: string;
  }

  type Card = Values & { heading: string; seat: string };

  /** Whether a card of the seat shows what a template offers. */
  type Offered = (
    offer: { [name: string]: string | undefined },
    seat: Pick<Places.Seat, "id" | "state" | "status">,
  ) => boolean;

  /** An official that this hub has added, as it is published. */
  interface Added extends Places.Seat {
    beside: string[];
    zips: string[];
  }

  /** What has its hours and its clocks. */
  interface Hours {
    hours: string;
    opening: string | null;
    timezone: string | null;
    city: string;
  }

  /** A wrong number, what it is instead, and who says so. */
  interface Wrong {
    right: string;
    as_of: string;
    source: string;
  }
  type Wrongs = { [number: string]: Wrong };

  /** What callers said of mailboxes and numbers, and who sits where. */
  interface Beside {
    notes: { full: { [office: string]: string }; numbers: { [office: string]: Wrongs } };
    sits: { names: string[]; seats: { [office: string]: number[] } };
  }

  interface Facts {
    tables: string;
    near: Places.Point;
    beside: Promise<Beside>;
  }

  /** A point of the drawing of districts, and whose it is. */
  interface Sample {
    east: number;
    north: number;
    x: number;
    y: number;
    id: string | null;
  }
}
