// Press Run. What the program prints appears in the Console below.
import { averageOf, type Reading } from './readings.ts';

const readings: Reading[] = [
  { sensor: 'boiler', celsius: 81.5 },
  { sensor: 'boiler', celsius: 84 },
  { sensor: 'bearing', celsius: 47.25 },
];

for (const sensor of new Set(readings.map((reading) => reading.sensor))) {
  console.log(`${sensor}: ${averageOf(readings, sensor).toFixed(1)} °C on average`);
}

// Point at `hottest` to see the type that TypeScript has worked out.
const hottest = readings.toSorted((a, b) => b.celsius - a.celsius)[0];
console.log('The hottest reading:', hottest);
