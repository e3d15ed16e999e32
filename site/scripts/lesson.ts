import './choices.ts';
import './parsons.ts';
import './diagram.ts';
import './playground.ts';
import './progress-marks.ts';
import './reading.ts';
