import { setTimeout as delay } from 'node:timers/promises';

/** Stands in for a mail server. */
export class Outbox {
  sent: number[] = [];

  async deliver(id: number, issue: string): Promise<string> {
    await delay(5);
    this.sent.push(id);
    return `${issue} to ${id}`;
  }
}
