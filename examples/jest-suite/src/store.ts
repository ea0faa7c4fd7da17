import { setTimeout as delay } from 'node:timers/promises';

export interface Subscriber {
  id: number;
  wantsDigest: boolean;
}

/** Stands in for a database: every query takes some milliseconds. */
export class Store {
  sentIssues: string[] = [];

  constructor(private readonly size: number) {}

  async subscribers(): Promise<number[]> {
    await delay(8);
    return Array.from({ length: this.size }, (_, id) => id);
  }

  async preferences(id: number): Promise<Subscriber> {
    await delay(8);
    return { id, wantsDigest: id % 3 !== 0 };
  }

  async allPreferences(ids: number[]): Promise<Subscriber[]> {
    await delay(10);
    return ids.map((id) => ({ id, wantsDigest: id % 3 !== 0 }));
  }

  async record(issue: string): Promise<void> {
    await delay(15);
    this.sentIssues.push(issue);
  }
}
