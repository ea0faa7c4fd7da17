import { Module } from '@nestjs/common';
import { BasketController } from './basket.controller';
import { PricesService } from './prices.service';

@Module({ controllers: [BasketController], providers: [PricesService] })
export class AppModule {}
