// Which asks fit what a visitor can give.

declare namespace Give {
  interface Choices {
    /** Null for somebody with no limit. */
    minutes: number | null;
    money: boolean;
    skills: string[];
    languages: string[];
    homeOnly: boolean;
    privateOnly: boolean;
  }

  interface Need {
    id: string;
    minutes: number;
    costsMoney: boolean;
    skills: string[];
    languages: string[];
    presence: string;
    audiences: string[];
    until: string;
  }

  interface Fits {
    fits: { id: string; reasons: string[] }[];
    smallest: string | null;
  }
}
