export interface Reading {
  sensor: string;
  celsius: number;
}

/** NaN for a sensor that has no readings. */
export function averageOf(readings: Reading[], sensor: string): number {
  const own = readings.filter((reading) => reading.sensor === sensor);
  return own.reduce((sum, { celsius }) => sum + celsius, 0) / own.length;
}
