import { Controller, Get, Param } from '@nestjs/common';
import { PricesService } from './prices.service';

@Controller('basket')
export class BasketController {
  // Which service that is, Nest knows from the metadata of the constructor alone.
  constructor(private readonly prices: PricesService) {}

  /** Asks for one price after the other. */
  @Get(':items')
  async total(@Param('items') items: string): Promise<{ total: number }> {
    let total = 0;
    for (const item of items.split(',')) total += await this.prices.of(item);
    return { total };
  }
}
