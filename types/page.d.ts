// What the scripts take the page for. A script is published with the page that it looks into: what
// it asks the page for is there, unless it asks whether it is.

interface PageElement extends HTMLElement {
  readonly dataset: DOMStringMap & { [name: string]: string };
  readonly parentElement: PageElement;
  readonly firstElementChild: PageElement;
  readonly children: HTMLCollectionOf<PageElement>;
  // Of fields, forms, templates, links and the like.
  readonly elements: any;
  readonly content: DocumentFragment;
  readonly contentWindow: Window;
  readonly form: PageElement | null;
  checked: boolean;
  disabled: boolean;
  href: string;
  link: string;
  name: string;
  open: boolean;
  search: string;
  selected: boolean;
  target: string;
  type: string;
  value: string;
  submit(): void;
  requestSubmit?: (button: PageElement | null) => void;
  reset(): void;
  select(): void;
  addEventListener(
    type: string,
    listener: (event: any) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: (event: any) => void,
    options?: boolean | EventListenerOptions,
  ): void;
}

interface PageEvent extends Event {
  readonly target: PageElement;
  readonly submitter: PageElement | null;
}

interface ParentNode {
  querySelector(selectors: string): PageElement;
  querySelectorAll(selectors: string): NodeListOf<PageElement>;
}

interface Element {
  closest(selectors: string): PageElement;
}

interface Document {
  getElementById(id: string): PageElement;
  addEventListener(
    type: string,
    listener: (event: any) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** Of the body of every page. */
interface DOMStringMap {
  tables: string;
  failed: string;
}

interface Navigator {
  readonly connection?: { readonly saveData: boolean };
}

/** What fills the slots of a template, by name. */
type Values = { [slot: string]: any };
