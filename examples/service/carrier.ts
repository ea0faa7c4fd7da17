export interface Carrier {
  /** How many days a parcel takes to a country. */
  deliveryDays(country: string): Promise<number>;
}

/** The carrier's own service. */
export function carrierAt(url: string): Carrier {
  return {
    async deliveryDays(country) {
      const response = await fetch(`${url}/${country}`);
      return (await response.json()) as number;
    },
  };
}
