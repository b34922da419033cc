// What a publish puts before the service worker.

declare const SITE: {
  readonly version: string;
  readonly languages: string[];
  readonly assets: string[];
  readonly tables: string[];
  readonly shelves: string[];
  readonly first: string[];
  readonly files: string[];
  readonly flows: string[];
};

interface WorkerGlobalScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: Clients;
  skipWaiting(): Promise<void>;
  addEventListener<Kind extends keyof ServiceWorkerGlobalScopeEventMap>(
    type: Kind,
    listener: (event: ServiceWorkerGlobalScopeEventMap[Kind]) => void,
  ): void;
}

interface RequestInit {
  priority?: "high" | "low" | "auto";
}
