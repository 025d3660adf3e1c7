import { lookAtSuites } from './every-suite.ts';

lookAtSuites(0, 2);
